"""The form in which this person reads positions."""

from pocplanner.analysis.coordinates import FORMS, Form
from pocplanner.settings import Settings


def chosen_form(settings: Settings) -> Form:
    """The form that the settings name; decimal degrees where they name none."""
    return next((f for f in FORMS if f == settings.coordinate_form), "decimal")
