"""Tier × phase × component × place: where nobody acts, where two do, who carries too much."""
