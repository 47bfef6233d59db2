"""Base maps that a person adds: kept with the computer, shown in order, missed in words."""

from pathlib import Path

import pytest

from pocplanner.commands.base_maps import BaseMaps
from pocplanner.settings import Settings, load, save
from pocplanner.words import Problem
from tests.store.packs.tiles import a_picture, mbtiles


def a_pack(path: Path, name: str) -> Path:
    return mbtiles(path, {(0, 0, 0): a_picture()}, name=name, bounds="-20,-15,-10,-5")


def test_packs_are_there_again_after_a_restart_in_their_order_and_as_they_were_shown(
    tmp_path: Path,
) -> None:
    one, other = a_pack(tmp_path / "1.mbtiles", "One"), a_pack(tmp_path / "2.mbtiles", "Other")
    maps = BaseMaps(Settings())
    maps.add(one)
    maps.add(other)
    maps.change(one, True, 0.5)
    maps.raise_to_top(one)
    maps.style = "print"
    assert save(maps.settings(Settings()), tmp_path / "s.toml")
    maps.close()
    again = BaseMaps(load(tmp_path / "s.toml"))
    assert [b.about.name for b in again.all if b.about] == ["Other", "One"]
    told = again.told(dark=False)
    assert told["style"] == "print"
    assert [p["opacity"] for p in told["packs"]] == [1.0, 0.5]
    number = told["packs"][1]["number"]
    assert again.answer(f"/pack/{number}/0/0/0") == (a_picture(), b"image/png")
    again.close()


def test_a_pack_that_was_moved_is_kept_and_said_to_be_missing(tmp_path: Path) -> None:
    path = a_pack(tmp_path / "1.mbtiles", "One")
    maps = BaseMaps(Settings())
    maps.add(path)
    kept = maps.settings(Settings())
    maps.close()
    path.unlink()
    again = BaseMaps(kept)
    (found,) = again.all
    assert found.about is None
    assert found.missing is not None and found.missing.key == "pack.gone"
    assert again.told(dark=False)["packs"] == []


def test_the_same_pack_added_twice_is_there_once(tmp_path: Path) -> None:
    path = a_pack(tmp_path / "1.mbtiles", "One")
    maps = BaseMaps(Settings())
    first = maps.add(path)
    maps.add(path)
    assert len(maps.all) == 1
    assert maps.answer(f"/pack/{first.number}/0/0/0") is None
    maps.remove(path)
    assert maps.all == ()


def test_a_pack_that_is_refused_changes_nothing(tmp_path: Path) -> None:
    wrong = tmp_path / "w.mbtiles"
    wrong.write_text("no pack", encoding="utf-8")
    maps = BaseMaps(Settings())
    with pytest.raises(Problem) as refused:
        maps.add(wrong)
    assert refused.value.key == "pack.not_a_pack"
    assert maps.all == ()


def test_a_dark_window_has_a_dark_map_unless_print_was_asked_for() -> None:
    maps = BaseMaps(Settings())
    assert maps.told(dark=True)["style"] == "night"
    maps.style = "print"
    assert maps.told(dark=True)["style"] == "print"
