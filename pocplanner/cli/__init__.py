"""The terminal: what is asked on the command line, and how the answer is shown."""
