"""The live map: its engine and locks, what it draws, what is chosen on it."""
