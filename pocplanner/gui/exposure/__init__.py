"""Risk-hours and patrol plans in the window."""
