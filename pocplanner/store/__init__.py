"""The mission file: SQL, keys, old versions and the log of edits; nothing of what records mean."""
