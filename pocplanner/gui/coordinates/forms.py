"""The form in which this person reads positions."""

from typing import TYPE_CHECKING, cast

from pocplanner.settings import Settings

if TYPE_CHECKING:
    from pocplanner.analysis.coordinates import Form


def chosen_form(settings: Settings) -> "Form":
    """The form that the settings name; they take no other than those that there are."""
    return cast("Form", settings.coordinate_form)
