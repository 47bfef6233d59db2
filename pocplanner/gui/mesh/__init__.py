"""The mesh of alert in the window: the ways out of a place, drawn, told and drawn on the map."""
