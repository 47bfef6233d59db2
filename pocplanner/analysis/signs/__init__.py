"""Warning-sign sheets: what was looked for at a place on a day, and what has changed since."""
