"""Records and events as rows."""
