"""Whom the mission meets and what it owes them: contacts, rotations, initiatives."""
