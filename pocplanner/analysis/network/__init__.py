"""Actors as they hang together: on which day, over whom, and where an action leans on harm."""
