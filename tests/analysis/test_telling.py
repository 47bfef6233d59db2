"""Whatever an assessment may say has a sentence in both languages, with every fact filled in."""

import re
import tomllib
from pathlib import Path

import pytest

from pocplanner.analysis import assumptions, ground
from pocplanner.analysis.assess import assess
from pocplanner.analysis.results import Said
from pocplanner.analysis.telling import Teller
from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Threat
from pocplanner.model.vocabulary import vocabulary
from pocplanner.progress import finish
from pocplanner.resources import ROOT, read_toml
from pocplanner.words import LANGUAGES, Words
from tests.analysis.makers import AS_OF, a_community, a_snapshot, an_event

SOURCE = Path(assumptions.__file__).parent
ROOTS = "finding|question|reason|because|refused|caution|who"


def keys_in_code():
    """Every key of words that the code of this room writes, made ones put together by hand."""
    text = "\n".join(
        p.read_text()
        for p in SOURCE.glob("*.py")
        if p.stem not in {"sharing", "masking", "coarsening", "disguise"}
    )
    found = set(re.findall(rf'"((?:{ROOTS})\.[a-z_0-9]+)"', text))
    found |= {f"question.{k}" for k in re.findall(r'_ask\(\s*"([a-z_]+)"', text)}
    mechanisms = (SOURCE / "mechanisms.py").read_text()
    found |= {f"finding.mechanism_{k}" for k in re.findall(r'note\(\s*"([a-z_]+)"', mechanisms)}
    coping = (SOURCE / "coping.py").read_text()
    found |= {f"finding.coping_{k}" for k in re.findall(r'_note\(coping, "([a-z_]+)"', coping)}
    risk = (SOURCE / "risk.py").read_text()
    found |= {f"finding.{k}" for k in re.findall(r'"((?:residual|band|community)_[a-z_]+)"', risk)}
    alerts = (SOURCE / "alerts.py").read_text()
    found |= {f"finding.{k}" for k in re.findall(r'"((?:alerts|request|promise)_[a-z_]+)"', alerts)}
    found |= {
        "finding.mechanism_one_focal_point",
        "finding.gap_late",
        "finding.gap_uncertain",
        "because.in_time",
        "because.uncertain",
    }
    found |= {f"question.no_{k}{s}" for k in ("coping", "mechanism") for s in ("", "_shown")}
    found |= {
        f"question.interference_{effect}{told}"
        for effect in ("may_harm", "supports", "neutral")
        for told in ("", "_at", "_at_used")
    }
    found |= {
        f"analysis.progress.{s}"
        for s in re.findall(
            r'"([a-z]+)"',
            re.search(r"_STEPS = \((.*)\)", (SOURCE / "assess.py").read_text()).group(1),
        )
    }
    found |= {f"analysis.level.{level}" for level in ground.LEVELS}
    return sorted(found | {"problem.assess.no_day"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_a_sentence(language):
    words = Words(language)
    missing = [k for k in keys_in_code() if not words.has(k)]
    assert missing == []


def sentences(language):
    path = ROOT / "words" / language / "analysis.toml"

    def walk(tree, stem=""):
        for key, value in tree.items():
            name = f"{stem}.{key}" if stem else key
            if isinstance(value, dict):
                yield from walk(value, name)
            else:
                yield name, value

    return dict(walk(tomllib.loads(path.read_text(encoding="utf-8"))))


def test_both_languages_say_the_same_things_with_the_same_facts():
    english, french = sentences("en"), sentences("fr")
    assert set(english) == set(french)
    for key, text in english.items():
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", french[key])), key


def test_no_sentence_is_left_that_nothing_says():
    said = {k for k in sentences("en") if re.match(rf"({ROOTS})\.", k)}
    text = "\n".join(p.read_text() for p in SOURCE.glob("*.py"))
    rest = {k for k in said - set(keys_in_code()) if k.split(".")[1] not in text}
    assert rest <= {
        f"reason.not_judged_{s}"
        for s in (
            "intent",
            "capability",
            "opportunity",
            "impact",
            "vulnerability",
            "local_capacity",
        )
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_become_names_terms_and_days(language):
    actor = Actor(id="a" * 32, name="Red Band")
    threat = Threat(id="t", place_id="kesso", perpetrator_ids=("a" * 32,))
    teller = Teller(Words(language), a_snapshot(a_community(), actor, threat))
    found = finish(assess(a_snapshot(a_community(), actor, threat, events=[an_event()])))
    for said in (*found.findings, *found.questions, *found.rated[0].reasons):
        text = teller.text(said)
        assert "{" not in text and said.key not in text, said.key
    assert "Kesso" in teller.name("t") and "Red Band" in teller.name("t")


def test_days_read_as_people_write_them():
    snapshot = a_snapshot()
    assert Teller(Words("en"), snapshot).day(AS_OF) == "30 June 2024"
    assert Teller(Words("fr"), snapshot).day(AS_OF.replace(day=1)) == "1er juin 2024"


def test_a_record_that_is_not_here_is_not_shown_by_its_id():
    teller = Teller(Words("en"), a_snapshot())
    text = teller.text(Said("question.no_coping", {"place": "0" * 32}))
    assert "0" * 32 not in text


def test_text_from_records_stays_text():
    place = a_community(name="<img src=x onerror=alert(1)> {threat} ${x}")
    teller = Teller(Words("en"), a_snapshot(place))
    assert "{threat}" in teller.text(Said("question.no_coping", {"place": "kesso"}))


def test_every_figure_names_its_unit_its_source_and_itself_in_both_languages():
    for key, entry in assumptions.shipped().items():
        assert entry["unit"] and entry["cite"], key
        assert set(entry["name"]) >= {"en", "fr"}, key
        assert isinstance(entry["value"], int | float), key


def test_the_tables_speak_of_terms_that_exist():
    threats = set(vocabulary("threat_type").codes())
    assert set(read_toml("assumptions", "rating.toml")["impact"]) <= threats
    for code, entry in ground.incidents().items():
        assert code in vocabulary("incident_type").codes() and entry["threat"] in threats


def test_an_unknown_figure_is_an_error_and_used_figures_are_listed():
    assumed = assumptions.Assumptions({"place.radius_km": 5})
    with pytest.raises(LookupError):
        assumed.value("no.such")
    assert assumed.value("place.radius_km") == 5
    (used,) = assumed.used
    assert (used.value, used.own, used.cite) == (5, True, "proposal")
    assert len(assumed.every) == len(assumptions.shipped())


def test_large_numbers_are_set_apart_as_everywhere_else() -> None:
    said = Said("caution.not_to_the_day", {"count": 1031, "total": 2031})
    assert "2,031" in Teller(Words("en"), a_snapshot()).text(said)
    assert "2\u00a0031" in Teller(Words("fr"), a_snapshot()).text(said)
