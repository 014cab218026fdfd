"""An outlook as plain text: both ways the same, and a line that is not understood is named."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pasquino.outlooks import documents
from pasquino.outlooks.plain_text import EXAMPLE
from pasquino.outlooks.plain_text_reading import LineNotUnderstood, read
from pasquino.outlooks.plain_text_writing import written
from pasquino.sources.models import Work
from tests.fixtures import fixture
from tests.outlooks.expected import claim_said, document, group

pytestmark = pytest.mark.django_db
Part = dict[str, Any]

TEXT = """
title: What the flood wall will do
by: Ada Quill
stated in: Walls and water | The River Post
stated on: 2024-03
condition: The river rises by a metre
condition in the source: When the river rises
review on: 2026-03-07, 2025-03-07

@ Ada Quill
  of: River Institute; Town of Kiln
! Walls are built (are)

# The new town
  whose words: paraphrased
- move to the hill (some may)
  where: North Hill; the quarry
! The wall holds (will likely)
  by: Ada Quill, comment #1
## Those by the harbour
! [H1] The harbour floods first

= across
! Insurance grows dearer (will)
  by: comment #1

~ Walls are in vain
  by: Ada Quill
! Nothing holds
"""


def test_a_text_becomes_a_document() -> None:
    found = read(TEXT)

    assert found["people"] == {
        "P1": {"name": "Ada Quill", "affiliations": ["River Institute", "Town of Kiln"]}
    }
    assert found["attributed_to"] == ["P1"]
    assert found["stated_in"]["work"] == {
        "title": "Walls and water", "publisher": "The River Post"
    }  # fmt: skip
    assert found["horizon"]["review_on"] == ["2025-03-07", "2026-03-07"]
    assert found["preface"] == [{"id": "C1", "claim": "Walls are built", "modality": "are"}]
    (town,) = found["groups"]
    assert town["options"] == [
        {
            "id": "G1-1", "action": "move to the hill", "where": ["North Hill", "the quarry"],
            "modality": "some may",
        }
    ]  # fmt: skip
    assert town["claims"] == [
        {
            "id": "C2",
            "claim": "The wall holds",
            "modality": "will likely",
            "by": ["P1", "comment #1"],
        }
    ]
    assert town["subgroups"][0]["claims"] == [{"id": "H1", "claim": "The harbour floods first"}]
    assert found["cross_claims"][0]["by"] == ["comment #1"]
    assert found["rival_outlooks"][0]["by"] == "P1"


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"preface": [claim_said("C9", claim="It holds (mostly)", modality="")]},
        {"preface": [claim_said("C9", claim="It holds", modality="may (or might)")]},
        {"preface": [claim_said("C9", claim="It\nholds;  and", by=["a; b", "c, d"])]},
        {"preface": [claim_said("C9", evidence=[{"textStart": "x", "mode": "quoted"}])]},
        {"groups": [group(aka=["the (new) one; really"], threat_rank={"rank": 1, "text": "T"})]},
        {"groups": [group(traits=["quick\nand; slow"], advice=["# wait"], flag="- so")]},
        {"caution": {"text": "Careful."}, "handling_advice": [{"for": "G1", "advice": "Wait"}]},
        {"horizon": {"stated": "2027", "review_on": ["2027-01-01"]}},
        {"stated_in": {"work": {"title": "1984"}, "relayed_in": {"url": "https://a.example/"}}},
        {"rival_outlooks": [{"id": "R1", "by": "P1", "label": "No", "marker": "but"}]},
        {"rival_outlooks": [{"id": "R1", "by": "some", "claims": [claim_said("C9")]}]},
    ],
)
def test_what_is_written_is_read_again_as_it_was(changed: Part) -> None:
    whole = documents.normalised(document(**changed))

    text = written(whole)

    assert read(text, whole) == whole
    assert written(read(text, whole)) == text


def test_the_seed_survives_its_text() -> None:
    whole = documents.normalised(json.loads(fixture("seed/outlook.json").read_text("utf-8")))

    assert read(written(whole), whole) == whole


def test_the_example_beside_the_form_is_read() -> None:
    found = read(EXAMPLE)

    assert found["title"] == "What the flood wall will do"
    assert found["groups"][0]["subgroups"][0]["claims"][0]["modality"] == "could"


def test_a_new_part_gets_a_key_that_was_never_used() -> None:
    before = documents.normalised(document())
    without = "\n".join(line for line in written(before).splitlines() if "[C2]" not in line)

    after = read(without.replace("# [G2]", "! A new one\n# [G2]"), before)

    assert [claim["id"] for claim in after["groups"][0]["claims"]] == ["C1", "C4"]


def test_a_work_is_named_by_its_number_too() -> None:
    work = Work.objects.create(title="Walls and water")

    found = read(f"title: Walls\nstated in: {work.pk}")

    assert found["stated_in"]["work"] == {"title": "Walls and water"}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("title: A\n\nThe wall holds", 3, "begins with one of the marks"),
        ("title: A\n## A group inside nothing", 2, "Begin it with #."),
        ("title: A\n- an option", 2, "An option stands under a group."),
        ("title: A\n# Town\n  where: here", 3, "“where” cannot be said of this: group."),
        ("title: A\ntitle: B", 2, "“title” is said twice"),
        ("title: A\nstated on: last spring", 2, "“last spring” is not allowed here."),
        ("title: A\nreview on: 2025-02-30", 2, "“2025-02-30” is not allowed here."),
        ("title: A\nby: Ada", 2, "“Ada” is nobody"),
        ("title: A\nstated in: 999", 2, "No source has this number"),
        ("title: A\nstated in: a | b | c", 2, "title | publisher | address"),
        ("title: A\n@ [P1] Ada\n@ [P1] Bo", 3, "“P1” is taken already."),
        ("title: A\n@ Ada\n unnamed: perhaps", 3, "Allowed are yes and no."),
        ("title: A\n! [C1] One\n! [C1] Two", 3, "“C1” is taken already."),
        ("title: A\n! [C 1] One", 2, "Allowed is a short name"),
        ("title: A\n# Town\n! One\n  whose words: mine", 4, "“mine” is not allowed here."),
        ("title: A\n! One\n  supports: C7", 3, "“C7” is no other claim."),
        ("title: A\n# Town\n  rank: high", 3, "whole number from 1 to 99"),
        ("title: A\n@ Ada\n! One\n  by: Ada, P9", 4, "“P9” is nobody."),
        ("title: A\n= all", 2, "stands “across”"),
        ("title: A\n# ", 2, "Nothing stands behind this mark."),
        ("title: A\n@ [P1]", 2, "Nothing stands behind this mark."),
        ("title: A\n#Town", 2, "begins with one of the marks"),
        ("kind: forecast", None, "title: It is missing"),
    ],
)
def test_a_line_that_is_not_understood_is_named(text: str, line: int | None, said: str) -> None:
    with pytest.raises(LineNotUnderstood) as refused:
        read(text)

    assert refused.value.line == line
    assert said in str(refused.value)
