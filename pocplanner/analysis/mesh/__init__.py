"""Whether an alert gets out: the ways through mechanisms and what they hang on together."""
