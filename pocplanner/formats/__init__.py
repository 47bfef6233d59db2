"""Files of others, in and out: found out, read in a limited process, and never trusted."""
