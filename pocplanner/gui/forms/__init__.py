"""A record in a form: its fields, their editors, and the cards that hold them."""
