"""The network of actors: drawn on a day, with those who stand between others."""
