"""Figures can be taken along, as CSV with its schema, JSON and JSON-LD, and nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from pasquino.figures import actions
from pasquino.figures.models import Figure, Series
from pasquino.figures.stated import Reading, Stated
from pasquino.sources.masking import mask_name
from tests import make
from tests.figures.citers import _rooms, cited  # noqa: F401 - a fixture for all
from tests.figures.figures_made import between, figure, of

pytestmark = pytest.mark.django_db
FIELDS = (
    "words", "language", "qualifier", "amount", "amount_to", "per", "unit", "modal", "word",
    "population", "place", "leaves_out", "as_of", "as_of_note", "via", "reported_on",
)  # fmt: skip


def about(**fields: Any) -> Figure:
    """A figure that a story cites."""
    given = {"words": "About 2,300", "stated": of(2300, "about"), "language": "en", **fields}
    return cited(figure(**given))


def a_series(*figures: Figure) -> Series:
    """A series of one line for each figure."""
    made = actions.make_series(title="Households, told to leave", note="Two ways.")
    for place, one in enumerate(figures):
        line = actions.add_line(series=made, measure=f"way {place + 1}", definition="by door")
        actions.add_point(line=line, figure=one)
    return made


def taken(client: Client, address: str) -> str:
    """The file at an address."""
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def of_figure(made: Figure, form: str) -> str:
    return f"/figures/{made.pk}/figure.{form}"


@pytest.mark.parametrize(
    "stated",
    [
        of("123456789012345", "almost"),
        of("-0.000001", "exactly", "percent"),
        between(3, 4),
        Stated("ratio", Decimal(10), Decimal(20), Decimal(1), "ratio"),
        Stated("vague", word="hundreds", modal="if, in fact"),
        Stated("pointer"),
    ],
)
def test_what_was_said_comes_back_from_each_file(client: Client, stated: Stated) -> None:
    made = about(
        words='so many, "in\u00a0all"', stated=stated, population="é\u2028;", place="A, B",
        as_of="2017-03", as_of_note="'", leaves_out="summer houses", via="the mayor",
        reported_on="2017-03-07",
    )  # fmt: skip

    (row,) = rows(taken(client, of_figure(made, "csv")))
    (told,) = json.loads(taken(client, of_figure(made, "json")))["figures"]

    for name in FIELDS:
        value = getattr(made, name)
        for found in (row[name], told.get(name, "")):
            if isinstance(value, Decimal):
                assert Decimal(found) == value, name
            else:
                assert found == ("" if value is None else value), name


def test_the_reading_stands_apart_as_ours(client: Client) -> None:
    made = about()
    actions.set_reading(
        figure=made,
        by=make.reader(),
        reading=Reading(Decimal(2250), Decimal(2350), "rounded", True),
    )

    (row,) = rows(taken(client, of_figure(made, "csv")))

    assert (row["amount"], row["read_low"], row["read_high"]) == ("2300", "2250", "2350")
    assert (row["read_high_open"], row["read_basis"]) == ("true", "rounded")


def test_the_schema_names_the_columns_of_the_file_in_order(client: Client) -> None:
    made = about()
    series = a_series(made)
    for base in (f"/figures/{made.pk}/figure", f"/figures/series/{series.pk}/series"):
        head = taken(client, f"{base}.csv").splitlines()[0].split(",")
        schema = json.loads(taken(client, f"{base}.schema.json"))

        assert [field["name"] for field in schema["fields"]] == head
        assert {field["type"] for field in schema["fields"]} <= {
            "integer", "string", "number", "boolean",
        }  # fmt: skip


def test_every_row_keeps_to_the_schema(client: Client) -> None:
    made = about(as_of="2017", stated=between(3, 4))
    fields = json.loads(taken(client, of_figure(made, "schema.json")))["fields"]

    (row,) = rows(taken(client, of_figure(made, "csv")))

    for field in fields:
        value, rules = row[field["name"]], field.get("constraints", {})
        assert value or not rules.get("required"), field
        if value:
            assert value in rules.get("enum", [value])
            assert re.fullmatch(rules.get("pattern", ".*"), value)
            _READ[field["type"]](value)


_READ: dict[str, Callable[[str], object]] = {
    "integer": int,
    "number": Decimal,
    "string": str,
    "boolean": ["true", "false"].index,
}


def test_a_series_has_a_row_for_each_figure_with_its_line(client: Client) -> None:
    series = a_series(about(words="a first"), about(words="a second"))

    found = rows(taken(client, f"/figures/series/{series.pk}/series.csv"))

    assert [(row["line"], row["line_measure"], row["words"]) for row in found] == [
        ("1", "way 1", "a first"),
        ("2", "way 2", "a second"),
    ]


def test_a_superseded_figure_names_the_newest(client: Client) -> None:
    older, newer = about(), figure(words="up to 503")
    actions.supersede(newer=newer, older=older, reason="revised", by=None)

    (row,) = rows(taken(client, of_figure(older, "csv")))

    assert (row["state"], row["newest"]) == ("superseded", str(newer.pk))


@pytest.mark.parametrize(
    "words", ["=1+1", "@sum", "+cmd", "-cmd|x", "-2+3+cmd|' /C calc'!A0", "+1+HYPERLINK(1)"]
)
def test_no_cell_is_a_formula_to_a_spreadsheet(client: Client, words: str) -> None:
    (row,) = rows(taken(client, of_figure(about(words=words), "csv")))

    assert row["words"] == f"'{words}"


def test_a_negative_number_is_no_formula(client: Client) -> None:
    made = about(words="-40", stated=of(-40))

    (row,) = rows(taken(client, of_figure(made, "csv")))

    assert (row["words"], row["amount"]) == ("-40", "-40")


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        (of(689), {"value": 689}),
        (of("30.5"), {"value": 30.5}),
        (of(0), {"value": 0}),
        (between(3, 4), {"minValue": 3, "maxValue": 4}),
        (of(500, "up_to"), {"maxValue": 500}),
        (of(500, "at_least"), {"minValue": 500}),
        (of(500, "almost"), {"value": "the words"}),
        (Stated("pointer"), {"value": "the words"}),
    ],
)
def test_linked_data_has_a_number_only_where_the_source_gave_it_plainly(
    client: Client, stated: Stated, value: dict[str, object]
) -> None:
    made = about(words="the words", stated=stated)

    node = json.loads(taken(client, of_figure(made, "jsonld")))

    assert {
        name: node[name] for name in ("value", "minValue", "maxValue") if name in node
    } == value
    assert node["@context"] == "https://schema.org"


@pytest.mark.parametrize("state", ["current", "superseded", "withdrawn"])
def test_linked_data_says_how_a_figure_stands(client: Client, state: str) -> None:
    made, newer = about(), figure(words="up to 503")
    if state == "superseded":
        actions.supersede(newer=newer, older=made, reason="revised", by=None)
    if state == "withdrawn":
        actions.mark(figure=made, kind="withdrawn", reason="Counted twice.", by=None)

    node = json.loads(taken(client, of_figure(made, "jsonld")))

    said = {one["name"]: one["value"] for one in node["additionalProperty"]}
    assert said["state"] == state
    assert ("newest" in said) == (state == "superseded")
    assert said.get("newest", "").endswith(newer.get_absolute_url() if "newest" in said else "")


def test_a_series_is_a_dataset_of_observations(client: Client) -> None:
    series = a_series(about(), about(words="2,183"))

    node = json.loads(taken(client, f"/figures/series/{series.pk}/series.jsonld"))

    assert node["@type"] == "Dataset"
    assert [one["name"] for one in node["hasPart"]] == ["About 2,300", "2,183"]
    assert [one["name"] for one in node["variableMeasured"]] == [
        "way 1, by door",
        "way 2, by door",
    ]
    assert {one["encodingFormat"] for one in node["distribution"]} == {
        "text/csv", "application/json",
    }  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "json", "jsonld", "schema.json"])
def test_a_masked_name_leaves_by_no_file(client: Client, form: str) -> None:
    name = 'Ada "the" Quill'
    made = about(words=f"2,300 of {name}", population=f"friends of {name}", place=name, via=name)
    series = a_series(made)
    mask_name(names=[name], replacement="N. N.", reason="Asked.", by=None)

    for address in (of_figure(made, form), f"/figures/series/{series.pk}/series.{form}"):
        assert "Quill" not in taken(client, address)


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("csv", "text/csv"),
        ("json", "application/json"),
        ("jsonld", "application/ld+json"),
        ("schema.json", "application/json"),
    ],
)
def test_files_are_saved_under_a_name_of_their_own(client: Client, form: str, kind: str) -> None:
    made = about()

    answer = client.get(of_figure(made, form))

    assert answer["Content-Type"].startswith(kind)
    assert answer["Content-Disposition"] == f'attachment; filename="figure-{made.pk}.{form}"'
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Cache-Control"] == "no-cache"
