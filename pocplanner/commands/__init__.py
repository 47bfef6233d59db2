"""What a user can do: plain functions that the window and the terminal both call."""
