"""The rules of feeds are judged by the W3C validator's own cases, before they judge our feeds."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

import pytest

from tests.fixtures import fixture
from tests.stories.feed_rules import Fault, atom_faults, is_moment
from tests.stories.html_rules import html_faults
from tests.stories.json_feed_rules import json_feed_faults

pytestmark = pytest.mark.once

# What the rules do not claim: markup in plain text, which is right Atom and only doubtful, and
# single properties of style attributes, of which ours may have none at all.
NOT_CLAIMED = {"ContainsHTML", "ContainsUndeclaredHTML", "DangerousStyleAttr"}
# Cases of an unknown element in a namespace that is none of Atom's, or in none at all, and one
# blank id that the validator calls by another name.
MISSED = {
    "unknown_element_in_known_namespace", "feed_unknown_element_core_namespace", "feed_id_blank",
}  # fmt: skip
# What the validator notes when something is right, and what it would have said otherwise.
OPPOSITE = {
    "ValidTAG": "InvalidTAG",
    "ValidURN": "InvalidURN",
    "ValidURI": "InvalidLink",
    "ValidContact": "InvalidContact",
    "ValidMIMEAttribute": "InvalidMIMEType",
    "ValidW3CDTFDate": "InvalidRFC3339Date",
    "ValidAtomLinkRel": "UnregisteredAtomLinkRel",
    "ValidHtml": "NotHtml",
    "ValidTitle": "AttrNotBlank",
    "ValidElement": "NotBlank",
}


class Case(NamedTuple):
    """One of the validator's cases: its name, the feed, and what it expects there or not."""

    name: str
    feed: str
    is_right: bool
    kind: str
    parent: str
    element: str

    def is_named_by(self, fault: Fault) -> bool:
        """The fault is the one that the case is about."""
        return (
            fault.kind == self.kind
            and self.parent in ("", fault.parent)
            and self.element in ("", fault.element)
        )


def cases() -> list[Case]:
    """The cases about Atom; most are scraps of a feed, right or wrong in one point."""
    lines = fixture("fixtures/feeds/validator.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [_case(row["name"], row["xml"]) for row in rows if "/rss/" not in row["name"]]


def _case(name: str, feed: str) -> Case:
    found = re.search(r"Expect:\s*(!?)(\w+)(?:\{([^}]*)\})?", feed)
    assert found, name
    about = dict(pair.split(":", 1) for pair in (found[3] or "").split(",") if pair)
    kind = OPPOSITE.get(found[2], found[2])
    is_right = bool(found[1]) or found[2] in OPPOSITE
    short = name.rsplit("/", 1)[1].removesuffix(".xml")
    return Case(
        short, feed.lstrip(), is_right, kind, about.get("parent", ""), about.get("element", "")
    )


def test_no_right_feed_is_refused() -> None:
    right = [case for case in cases() if case.is_right]

    whole = [case for case in right if case.kind == "Error"]
    refused = [case.name for case in whole if atom_faults(case.feed)]
    refused += [case.name for case in right if any(map(case.is_named_by, atom_faults(case.feed)))]

    assert len(whole) >= 10
    assert refused == []


def test_every_wrong_feed_of_a_claimed_kind_is_refused_for_its_fault() -> None:
    wrong = [case for case in cases() if not case.is_right and case.kind not in NOT_CLAIMED]

    missed = {
        case.name for case in wrong if not any(map(case.is_named_by, atom_faults(case.feed)))
    }

    assert len(wrong) >= 100
    assert missed <= MISSED


@pytest.mark.parametrize(
    "moment",
    ["2026-03-07T12:00:00Z", "2026-03-07T12:00:00+01:00", "2024-02-29T23:59:60.5-03:30"],
)
def test_a_moment_has_its_offset(moment: str) -> None:
    assert is_moment(moment)


@pytest.mark.parametrize(
    "moment",
    ["2026-03-07", "2026-03-07T12:00:00", "2026-02-29T12:00:00Z", "2026-03-07t12:00:00z", ""],
)
def test_anything_else_is_no_moment(moment: str) -> None:
    assert not is_moment(moment)


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        '<p onclick="x">',
        '<a href="javascript:x">y</a>',
        '<img src="/media/x.webp" alt="">',
        '<p style="color:red">',
        "<a",
    ],
)
def test_html_for_other_pages_runs_nothing_and_leads_nowhere_unsaid(html: str) -> None:
    assert list(html_faults(html))


JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "T",
    "feed_url": "https://a.example/feed.json",
    "items": [{"id": "1", "content_html": "<p>x</p>", "date_published": "2026-03-07T12:00:00Z"}],
}


def test_a_right_json_feed_is_accepted() -> None:
    assert json_feed_faults(json.dumps(JSON_FEED)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": "https://jsonfeed.org/version/1"},
        {"title": 3},
        {"colour": "red"},
        {"feed_url": "/feed.json"},
        {"next_url": "https://a.example/feed.json"},
        {"authors": [{}]},
        {"items": [{"content_html": ""}]},
        {"items": [{"id": 1, "content_html": ""}]},
        {"items": [{"id": "1"}]},
        {"items": [{"id": "1", "content_text": ""}, {"id": "1", "content_text": ""}]},
        {"items": [{"id": "1", "content_text": "", "date_published": "yesterday"}]},
        {"items": [{"id": "1", "content_html": '<a href="/x">x</a>'}]},
        {"items": [{"id": "1", "content_text": "", "tags": [1]}]},
    ],
)
def test_a_wrong_json_feed_is_refused(wrong: dict[str, object]) -> None:
    assert json_feed_faults(json.dumps(JSON_FEED | wrong))
