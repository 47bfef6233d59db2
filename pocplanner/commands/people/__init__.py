"""Acts on alerts and promises, and what the log, contacts and voices say together."""
