"""Time in the window: the road to each place, and whether help comes before harm."""
