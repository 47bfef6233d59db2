"""Choosing, looking through and keeping files of others."""
