"""Arithmetic over records: what they say together, with reasons and evidence."""
