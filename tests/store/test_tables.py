"""Tables follow the models: a column for each field, and what goes in comes back."""

import json
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from shapely import Point, Polygon

from pocplanner.model.actors import Actor, ActorRole
from pocplanner.model.geometry import Position
from pocplanner.model.kinds import KINDS
from pocplanner.model.mission import Issue, MandateParagraph, Mission, Season, Source
from pocplanner.model.places import Area, Settlement
from pocplanner.model.record import Lowering, Record
from pocplanner.store import tables
from pocplanner.store.migrations import definitions, steps
from pocplanner.store.schema import Schema
from pocplanner.words import Problem

SCHEMA = Schema(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_of_a_kind_has_its_column(kind: type[Record]) -> None:
    columns = SCHEMA.shapes[kind].table.columns
    assert [column.name for column in columns] == list(kind.model_fields)
    assert [column.name for column in columns if column.primary_key] == ["id"]


def test_the_first_step_makes_the_tables_of_the_models() -> None:
    made = {tables.normal(sql) for sql in definitions(1, steps())}
    ours = {tables.normal(sql) for sql in SCHEMA.definitions}
    told = "the models changed: run tests/missions/make.py, or after a release add a step"
    assert made == ours, told


def test_columns_are_decided_by_the_fields_types() -> None:
    found = {c.name: type(c.type) for c in SCHEMA.shapes[Settlement].table.columns}
    assert found["name"] is sa.Text
    assert found["population"] is sa.BigInteger
    assert found["sensitivity"] is sa.Text
    assert found["aliases"] is sa.Text and "aliases" in SCHEMA.shapes[Settlement].json
    assert "position" in SCHEMA.shapes[Settlement].json
    mission = {c.name: type(c.type) for c in SCHEMA.shapes[Mission].table.columns}
    assert mission["exercise"] is sa.Boolean
    assert mission["as_of"] is sa.Text and "as_of" not in SCHEMA.shapes[Mission].json


RECORDS: tuple[Record, ...] = (
    Mission(
        name='Camp <N> & "الملجأ" é',
        exercise=True,
        as_of=date(2025, 2, 3),
        languages=("Sango", "français"),
        mandate=(MandateParagraph(reference="§ 3", text="a\nb\t'c'"),),
        seasons=(Season(name="wet", first_month=5, last_month=10),),
    ),
    Settlement(name="Anvar", position=Position(lon=18.55, lat=4.37), population=0),
    Area(name="North", shape=Polygon([(0, 0), (1, 0), (1, 1), (0, 0)])),
    Area(name="Nowhere", shape=None, sensitivity="low", lowered=Lowering(author="a", reason="b")),
    Source(name="Reports", reliability="B", credibility=2, graded_by="JMAC"),
    Actor(name="Band", roles=(ActorRole(role="perpetrator", since=date(2020, 1, 1)),)),
    Issue(
        document="strategy",
        audience="core",
        language="fr",
        at=datetime(2026, 1, 2, 3, 4, 5, 678, UTC),
        as_of=date(2026, 1, 1),
        level="high",
        sha256="ab",
    ),
)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_comes_back_equal(record: Record) -> None:
    shape = SCHEMA.shapes[type(record)]
    engine = sa.create_engine("sqlite://")
    shape.table.create(engine)
    with engine.begin() as sql:
        sql.execute(shape.upsert, [shape.row(tables.dumped(record))])
        row = sql.execute(shape.select).mappings().one()
        assert shape.record(dict(row)) == record
    engine.dispose()


def test_a_row_that_holds_no_record_is_named() -> None:
    shape = SCHEMA.shapes[Settlement]
    row = shape.row(tables.dumped(Settlement(id="s1", name="Anvar")))
    for broken in ({"position": "{"}, {"name": ""}, {"population": -5}, {"aliases": json.dumps(1)}):
        with pytest.raises(Problem) as found:
            shape.record({**row, **broken})
        assert (found.value.key, found.value.facts["id"]) == ("open.record", "s1")


def test_schemas_are_compared_to_the_letter_but_for_the_order_of_columns() -> None:
    ours = ["CREATE TABLE a (id TEXT NOT NULL, n BIGINT, PRIMARY KEY (id))"]
    row = (
        "table",
        "a",
        "a",
        "CREATE TABLE a (\n\tn BIGINT,  id TEXT NOT NULL, PRIMARY KEY (id)\n)",
    )
    index = ("index", "sqlite_autoindex_a_1", "a", None)
    assert tables.compare([row, index], ours)
    for more in (
        ("trigger", "t", "a", "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; END"),
        ("view", "v", "v", "CREATE VIEW v AS SELECT 1"),
        ("index", "i", "a", "CREATE INDEX i ON a (n)"),
        ("table", "b", "b", "CREATE TABLE b (id TEXT)"),
        ("index", "sqlite_autoindex_b_1", "a", None),
    ):
        assert not tables.compare([row, index, more], ours)
    assert not tables.compare([], ours)
    for sql in (
        "CREATE TABLE a (id TEXT NOT NULL, n BIGINT DEFAULT (randomblob(9)), PRIMARY KEY (id))",
        "CREATE TABLE a (id TEXT NOT NULL, n BIGINT, PRIMARY KEY (id), CHECK (n > 0))",
        "CREATE VIRTUAL TABLE a USING fts5 (id, n)",
    ):
        assert not tables.compare([("table", "a", "a", sql)], ours)


def test_shapes_of_the_earth_come_back_as_shapes() -> None:
    shape = SCHEMA.shapes[Area]
    area = Area(name="P", shape=Point(1, 2).buffer(0.1))
    again = shape.record(shape.row(tables.dumped(area)))
    assert isinstance(again, Area) and again.shape is not None
    assert again.shape.equals(area.shape)
