"""Where the next posts would help most: candidates, who they reach in time, an exact choice."""
