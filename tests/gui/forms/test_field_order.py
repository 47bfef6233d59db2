"""The order of forms names fields that there are."""

import pytest

from pocplanner.gui.forms.field_order import first_fields
from pocplanner.gui.naming import PAGE_OF
from pocplanner.model.kinds import KINDS
from pocplanner.model.record import Record


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
def test_a_form_begins_with_fields_that_the_record_has(kind: type[Record]) -> None:
    assert set(first_fields(kind.__name__)) <= set(kind.model_fields)


def test_every_kind_is_shown_on_a_page() -> None:
    assert {k.__name__ for k in KINDS} == set(PAGE_OF)
