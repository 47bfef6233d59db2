"""The signs: one for each term, legible in grey, safe to show, the same everywhere."""

import re
from itertools import combinations, pairwise

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from pocplanner.gui import theme
from pocplanner.gui.map.signs import HATCHES, drawing, drawings, look_of, picture, svg
from pocplanner.gui.map.web_scheme import MapScheme
from pocplanner.model.vocabulary import vocabulary
from pocplanner.resources import ROOT, read_toml

TABLE = read_toml("signs", "signs.toml")
CODES = {
    "post": "post_kind",
    "unit": "asset_type",
    "mechanism": "mechanism_type",
    "obstacle": "obstacle_kind",
    "airfield": "airfield_kind",
}


@pytest.mark.parametrize(("what", "name"), CODES.items())
def test_every_term_has_its_sign(what: str, name: str) -> None:
    for code in vocabulary(name).codes():
        assert drawing(what, code) in drawings(), code
    assert drawing(what, "other: something of their own") in drawings()


def test_every_family_of_coping_has_its_sign() -> None:
    terms = vocabulary("coping_strategy")
    for code in terms.codes():
        term = terms.get(code)
        assert term is not None
        assert drawing("coping", str(term.facts.get("family", "other"))) in drawings(), code


@pytest.mark.parametrize("what", ["post", "unit"])
def test_posts_and_units_are_codes_of_app_6_planned_ones_too(what: str) -> None:
    for code, sidc in TABLE[what].items():
        assert re.fullmatch(r"1003(10|11|20)0\d{23}", sidc), code
        assert f"{what}-{code}-planned" in drawings()


def test_a_drawing_holds_no_script_and_no_address() -> None:
    for name in drawings():
        text = (svg(name) or b"").decode()
        plain = text.replace("http://www.w3.org/2000/svg", "")
        for word in (
            "script",
            "href",
            "http",
            "url(",
            "foreignObject",
            "@import",
            "<image",
            "data:",
        ):
            assert word not in plain, (name, word)
        assert not re.search(r"\son\w+\s*=", plain), name
        assert len(text) < 6_000


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../../etc/passwd", "signs.toml", "post-cob.svg", "%2e%2e", "a\x00b"]
)
def test_only_drawings_are_served(name: str) -> None:
    assert svg(name) is None
    assert MapScheme("", "", lambda _: None)._answer(f"/sign/{name}.svg") is None


def test_a_drawing_is_served_white_and_in_ink() -> None:
    scheme = MapScheme("", "", lambda _: None)
    white, dark = scheme._answer("/sign/tent.svg"), scheme._answer("/sign/tent.dark.svg")
    assert white is not None and dark is not None
    assert white[1] == b"image/svg+xml"
    assert b'"#fff"' in white[0] and b'"#fff"' not in dark[0]


def test_the_terms_of_the_drawings_travel_with_them() -> None:
    assert "MIT" in (ROOT / "signs" / "LICENSE-milsymbol").read_text(encoding="utf-8")
    assert "milsymbol" in (ROOT / "signs" / "README.md").read_text(encoding="utf-8")


def _grey(colour: str) -> float:
    """Lightness as a printer without colour sees it, 0 to 1."""
    c = QColor(colour)
    return 0.2126 * c.redF() + 0.7152 * c.greenF() + 0.0722 * c.blueF()


def test_levels_differ_by_letter_by_hatching_and_in_grey() -> None:
    levels = [b for b in theme.BANDS if b]
    assert len({theme.BANDS[b][1] for b in theme.BANDS}) == len(theme.BANDS)
    assert len({HATCHES[b] for b in levels}) == len(levels)
    greys = [_grey(theme.BANDS[b][0]) for b in ("moderate", "high", "very_high")]
    assert all(a - b > 0.1 for a, b in pairwise(greys))


def test_layers_with_the_same_shape_have_other_letters_or_colours() -> None:
    looks = {name: look_of(name) for name in TABLE["layer"]}
    for one, other in combinations(looks, 2):
        a, b = looks[one], looks[other]
        assert (a.get("shape"), a.get("letter"), a["colour"]) != (
            b.get("shape"),
            b.get("letter"),
            b["colour"],
        ), (one, other)


def test_hollow_dashed_and_whole_signs_are_other_pictures(qapp: QApplication) -> None:
    look = look_of("mechanisms") | {"glyph": "heads"}
    made = [
        picture(look),
        picture(look | {"hollow": True}),
        picture(look | {"dashed": True}),
        picture({"glyph": "post-cob", "whole": True}),
        picture({"glyph": "post-cob-planned", "whole": True}),
        picture(look_of("areas")),
        picture({"shape": "area", "hatch": "cross", "colour": "#7d1d3f"}),
    ]
    pictures = [m.toImage() for m in made]
    assert all(a != b for a, b in combinations(pictures, 2))
    assert not any(m.isNull() for m in made)
