"""Travel times: how long a unit takes from each post to each place, and what that rests on."""
