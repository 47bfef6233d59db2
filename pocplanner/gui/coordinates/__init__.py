"""Positions asked for, shown and measured in the form that the person chose."""
