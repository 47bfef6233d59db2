"""Which posts stand on a day: one that has closed, or is not open yet, sends nobody."""

from datetime import date

from pocplanner.model.places import Post
from pocplanner.model.snapshot import Snapshot


def stands(post: Post, day: date) -> bool:
    """Whether a post is open on a day; one without dates always is."""
    if post.opened_on is not None and post.opened_on > day:
        return False
    return post.closes_on is None or post.closes_on > day


def standing(snapshot: Snapshot, day: date) -> Snapshot:
    """The mission on a day: posts that are not open then keep their name and lose their place."""
    gone = {
        p.id: p.model_copy(update={"position": None})
        for p in snapshot.all(Post)
        if p.position is not None and not stands(p, day)
    }
    if not gone:
        return snapshot
    return Snapshot.of([gone.get(r.id, r) for r in snapshot], snapshot.events, snapshot.audience)
