"""The log of alerts: steps, what waits, how long each step took."""
