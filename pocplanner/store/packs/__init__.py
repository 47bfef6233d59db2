"""Base maps that a user adds by file: other people's tiles, read and never trusted."""
