"""The plan as a grid: where nobody acts, where nobody leads, who carries too much."""
