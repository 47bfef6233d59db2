"""Threats and what the events show: the table, the rating, the decision, the pictures."""
