"""Columns are ordered and filtered as people expect of a spreadsheet, unknown ones last."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.table_columns import (
    Among,
    Between,
    Containing,
    NumberColumn,
    TextColumn,
    first,
    order,
)

TEXTS = st.lists(st.text(max_size=6), max_size=40)


def told(column: TextColumn, down: bool = False) -> list[str]:
    """The texts of a column in their order."""
    return [column.names[column.codes[r]] for r in order(column, np.arange(len(column)), down)]


def test_texts_are_ordered_without_accents_and_figures_by_their_size() -> None:
    column = TextColumn.of(["Post 10", "", "post 2", "Élan", "eland", "Post 1"])
    assert told(column) == ["Élan", "eland", "Post 1", "post 2", "Post 10", ""]
    assert told(column, down=True) == ["Post 10", "post 2", "Post 1", "eland", "Élan", ""]


@given(TEXTS, st.booleans())
def test_an_order_loses_no_row_and_puts_the_unknown_last(texts: list[str], down: bool) -> None:
    column = TextColumn.of(texts)
    found = order(column, np.arange(len(texts)), down)
    assert sorted(found.tolist()) == list(range(len(texts)))
    known = [bool(texts[r]) for r in found]
    assert known == sorted(known, reverse=True)


@given(TEXTS)
def test_the_list_of_values_accounts_for_every_row(texts: list[str]) -> None:
    column = TextColumn.of(texts)
    counted = column.counted()
    assert sum(count for _, count in counted) == len(texts)
    for name, count in counted:
        assert int(column.mask(Among(frozenset({name}))).sum()) == count


def test_what_contains_every_typed_word_is_kept_whatever_its_accents() -> None:
    column = TextColumn.of(["Éloria market", "Old market", "eloria", ""])
    assert column.mask(Containing("ELORIA mark")).tolist() == [True, False, False, False]
    assert column.mask(Containing("")).all()


def test_numbers_lie_between_both_ends_and_the_unknown_is_asked_for_apart() -> None:
    column = NumberColumn(np.array([5, -1, 7, 9], np.int32), missing=-1)
    assert column.mask(Between(5, 7)).tolist() == [True, False, True, False]
    assert column.mask(Between(6, None, unknown=True)).tolist() == [False, True, True, True]
    assert column.ends() == (5, 9)
    rows = np.arange(4)
    assert order(column, rows).tolist() == [0, 2, 3, 1]
    assert order(column, rows, down=True).tolist() == [3, 2, 0, 1]


@given(
    st.lists(st.one_of(st.integers(-9, 9), st.integers(-(2**62), 2**62)), max_size=40),
    st.sampled_from([np.int8, np.int32, np.int64, np.uint16, np.uint64, np.float64]),
    st.booleans(),
)
def test_numbers_are_ordered_as_they_compare_and_equals_as_they_stood(
    values: list[int], dtype: type[np.number], down: bool
) -> None:
    told = np.array(values, np.int64).astype(dtype)
    if down and dtype is np.uint64:
        told //= dtype(2)  # the greatest half of all numbers has no mirror
    found = order(NumberColumn(told), np.arange(len(told)), down)
    wanted = sorted(range(len(told)), key=lambda i: -told[i].item() if down else told[i].item())
    assert found.tolist() == wanted


def test_an_instant_belongs_to_its_day_until_the_day_is_over() -> None:
    column = NumberColumn(np.array([10.0, 10.9, 11.0, np.nan]), days=True)
    assert column.mask(Between(10, 10)).tolist() == [True, True, False, False]
    assert NumberColumn(np.zeros(0), days=True).ends() is None


def test_a_long_list_of_values_names_those_that_stand_in_the_most_rows() -> None:
    column = TextColumn.of(["b"] * 3 + ["c"] * 2 + ["a"])
    assert column.counted(most=2) == [("b", 3), ("c", 2)]


def test_a_condition_of_the_wrong_sort_is_an_error_not_an_empty_table() -> None:
    with pytest.raises(TypeError):
        TextColumn.of(["a"]).mask(Between(1, 2))
    with pytest.raises(TypeError):
        NumberColumn(np.zeros(1)).mask(Containing("a"))


def test_chosen_rows_stand_at_the_top_and_the_rest_as_it_was() -> None:
    assert first(np.array([3, 1]), np.array([4, 3, 2, 1])).tolist() == [3, 1, 4, 2]


def test_a_name_that_holds_the_sign_between_names_moves_no_other() -> None:
    column = TextColumn.of(["Marl\x1fford", "Éloria", "ford of Marl", ""])
    assert column.plain == ("marl ford", "eloria", "ford of marl", "")
    assert column.mask(Containing("ford marl")).tolist() == [True, False, True, False]
    assert column.mask(Containing("")).tolist() == [True] * 4
    assert TextColumn.of([]).mask(Containing("ford")).tolist() == []
