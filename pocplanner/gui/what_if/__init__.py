"""What if: trying changes by hand, options side by side, and where the next posts would help."""
