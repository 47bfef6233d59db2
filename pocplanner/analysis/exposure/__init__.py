"""Risk-hours: who is where in which hours of the week, under which threat, and who is near."""
