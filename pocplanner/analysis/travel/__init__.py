"""Travel times: how long a unit takes from each post to each place, and what that rests on.

How to ask (all are plain functions over a snapshot; `Work` is run by `progress.finish` or
`yield from`):

* `times.travel(snapshot, Condition("wet", "night"), assumed, "vehicle")` gives a `Travel`: the
  matrix of posts by places, the quickest trips with kilometres, obstacles, basis and ways, and
  remarks. Asked again after one post was moved, added or closed, it only reckons what that
  changed; a way or an obstacle that changed makes the land anew.
* `land.prepare(snapshot, condition, assumed, movement, cell_km, around=positions)` makes the
  `Land`: ways, ground, obstacles and speeds as a graph, without posts and places. `around` are
  all positions that will be asked about (posts, places, candidates). It is remembered.
* `many.minutes_between(land, posts, places, limit)` gives minutes from candidates to places in
  bulk, as an array of posts by places; `land.spots_of(positions)` makes what it takes.
* `surface.surface(land, posts, known)` gives the nearest post to everywhere; with the surface
  before as `known` and a few posts moved, added or closed, the same to the last bit as anew.
  `.to(spots)` tells minutes and post by place, `.field` the cells that are drawn.

What if a way is closed: give a snapshot in which it is. What if a unit moves otherwise: ask for
its movement (`movement.movement_of`).
"""
