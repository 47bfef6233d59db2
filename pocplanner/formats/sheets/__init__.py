"""The sheets on which records come: kinds, columns, heads."""
