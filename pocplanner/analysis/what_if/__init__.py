"""What would change if: proposals laid over a mission by value, and what differs then."""
