"""The window: how to ask and how to show. Qt lives here and in `app` only."""

from pocplanner.gui.constants import hold

hold()
