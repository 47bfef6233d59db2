"""The records of a mission and the terms they are written in; no files, no screens."""
