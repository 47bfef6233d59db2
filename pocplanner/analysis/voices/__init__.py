"""What people say: ratings beside the mission's, surveys over time, outputs beside lives."""
