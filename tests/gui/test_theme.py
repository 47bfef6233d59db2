"""Both appearances can be read: every text on its ground has a contrast of 4.5 to 1 or more."""

import re

import pytest
from PySide6.QtWidgets import QApplication

from pocplanner.gui import theme
from pocplanner.resources import ROOT

#: Text and the grounds that it stands on.
PAIRS = [
    ("ink", "paper"), ("ink", "card"), ("ink", "stripe"), ("ink", "chosen"), ("ink", "help"),
    ("pale_ink", "paper"), ("pale_ink", "card"), ("pale_ink", "help"), ("accent", "card"),
    ("accent", "paper"), ("accent", "accent_pale"), ("head_ink", "head"),
    ("warning", "warning_pale"),
    ("danger", "danger_pale"), ("good", "good_pale"), ("good", "paper"), ("on_strong", "strong"),
    ("on_strong", "strong_hover"), ("on_strong", "exercise"), ("on_strong", "sealed"),
    ("on_strong", "side_chosen"), ("side_ink", "side"), ("side_ink", "side_hover"),
    ("ink", "warning_pale"), ("ink", "danger_pale"), ("ink", "good_pale"),
]  # fmt: skip


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG counts it."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(text: str, ground: str, dark: bool) -> None:
    known = theme.colours(dark)
    assert contrast(known[text], known[ground]) >= 4.5


def test_both_appearances_have_every_colour_that_the_style_sheet_names() -> None:
    sheet = (ROOT / "styles" / "window.qss").read_text("utf-8")
    named = set(re.findall(r"@(\w+)", sheet))
    assert set(theme.colours(True)) == set(theme.colours(False))
    assert named <= set(theme.colours(False))
    assert not re.findall(r"#[0-9a-fA-F]{6}\b", sheet)


def test_the_appearance_can_change_while_the_window_is_open(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    dark = (theme.INK, qapp.palette().window().color().lightness())
    theme.apply(qapp, "light")
    assert dark[1] < 80 < 200 < qapp.palette().window().color().lightness()
    assert dark[0] != theme.INK
    assert "@" not in qapp.styleSheet()
