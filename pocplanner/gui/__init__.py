"""The window: how to ask and how to show. Qt lives here and in `app` only."""
