"""Warning-sign sheets in the window."""
