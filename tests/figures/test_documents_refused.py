"""A document that is wrong is refused whole, with the place and what is allowed there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from pasquino.figures.models import Figure
from pasquino.figures.transfer_files import document_in
from pasquino.figures.transfer_given import NotUnderstood
from pasquino.figures.transfer_import import take_over
from pasquino.sources.models import Party, Work
from tests.figures.documents_made import DRAFTED, Raw, bring, herons

pytestmark = pytest.mark.django_db
Path = tuple[str | int, ...]
JUNK: tuple[Any, ...] = (
    None, "", "x", 0, -1, 1.5, [], {}, True, [1], ["x"], {"a": 1}, 10**20, "2017-99", "\ud800",
)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("format",), "figures/7", ("figures/7", "pasquino-figures/1, pasquino-figures/0-draft")),
        (("figures", 0, "wrds"), "x", ("figure 1 (A)", "“wrds”", "words, stated, unit")),
        (("figures", 0, "words"), " ", ("figure 1 (A)", "the words are the figure")),
        (("figures", 0, "words"), "herons", ("figure 1 (A)", "No number is found")),
        (("figures", 0, "words"), "about 12345678901234567 herons", ("15 digits",)),
        (("figures", 0, "words"), "9" * 301, ("“words as printed” takes up to 300", "301")),
        (("figures", 0, "id"), None, ("figure 1:", "“id” is missing")),
        (("figures", 0, "id"), "B", ("figure 2 (B)", "stands twice")),
        (("figures", 0, "source"), "S9", ("figure 1 (A)", "“S9” is none of the document")),
        (("figures", 0, "as_of"), "2026-02-30", ("figure 1 (A)", "2017-03-07")),
        (("figures", 0, "comment"), 1.5, ("“comment” is “1.5”", "a whole number")),
        (("figures", 0, "uuid"), "12", ("figure 1 (A)", "no uuid")),
        (("figures", 0, "created_at"), "2026-03-07", ("figure 1 (A)", "2026-03-07T12:00:00Z")),
        (("figures", 0, "counted_by"), "x" * 201, ("more than 200 characters",)),
        (("figures", 1, "stated", "qualifier"), "roughly", ("“roughly”", "exactly, about")),
        (("figures", 1, "stated", "amount"), "300", ("“amount” is “300”", "a number")),
        (("figures", 1, "stated", "amount"), 10**16, ("up to 15 digits",)),
        (("figures", 1, "stated", "amount_to"), 400, ("“between” and “ratio” only",)),
        (("figures", 1, "reading", "high"), 200, ("The upper number is below",)),
        (("figures", 1, "reading", "basis"), "", ("figure 2 (B)", "Say why")),
        (("figures", 1, "relations", 0, "to"), "Z", ("figure 2 (B)", "“Z” is none")),
        (("figures", 1, "relations", 0, "to"), "B", ("figure 2 (B)", "related to itself")),
        (("figures", 1, "relations", 0, "kind"), "part", ("“part”", "subset, share")),
        (("figures", 1, "relations", 0, "kind"), "share", ("in percent or as a ratio",)),
        (("sources", "S1", "url"), "here", ("source 1 (S1)", "not the address of a web page")),
        (("sources", "S1", "kind"), "rumour", ("source 1 (S1)", "article, report, dataset")),
        (("sources", "S1", "published"), "soon", ("2017-03-07",)),
        (("sources", "S1"), {"publisher": "Office"}, ("source 1 (S1)", "title or an address")),
        (("series", 0, "title"), "", ("series 1 (S)", "Give the words")),
        (("series", 0, "lines", 0, "points"), ["A", "B", "Z"], ("series 1 (S)", "“Z” is none")),
        (("series", 0, "lines", 0, "unit"), "percent", ("series 1 (S)", "never joins two")),
        (("figures",), {"A": 1}, ("“figures”", "a list is expected")),
        (("figures", 0), "x", ("figure 1", "An object with these keys")),
        (("figures", 0, "note"), "a\x00b", ("figures, 1, note", "no text")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(
    path: Path, value: object, said: tuple[str, ...]
) -> None:
    with pytest.raises(NotUnderstood) as refused:
        bring(changed(herons(), path, value))

    for words in said:
        assert words in str(refused.value)
    assert str(refused.value).endswith(".")
    assert nothing_is_here()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", ("line 1", "names the columns")),
        (b"\xff\xfe", ("UTF-8",)),
        (b'{"format": "pasquino-figures/1",\n "figures": [}', ("line 2", "not JSON")),
        (b'{"format": "pasquino-figures/1", "figures": [], "figures": []}', ("twice",)),
        (b'{"format": "pasquino-figures/1", "figures": [NaN]}', ("NaN",)),
        (b"[" * 200_000, ("too deep",)),
        (b"[]", ("“format” is “None”",)),
        (b'{"format": ["pasquino-figures/1"]}', ("Allowed are",)),
        (b"words,worth\n1,2", ("line 1", "“worth” is no column", "qualifier")),
        (b"id,words\nA,12 herons,3", ("line 2", "3 cells under 2 columns")),
        (b'words,note\n12 herons,"a\nb"\nherons,', ("line 4", "No number is found")),
        (b"id,words,amount\nA,many,1\n", ("line 2 (A)", "“qualifier”", "exactly")),
        (b"words,qualifier,amount\n1.5,exactly,1,5", ("line 2", "4 cells")),
        (b"words,qualifier,amount\n15,exactly,1x", ("line 2", "“amount” is “1x”")),
        (b"words,is_rhetorical\n15,yes", ("line 2", "true or false")),
        (b"words,qualifier,amount\n15,exactly,2300-", ("line 2", "“amount” is “2300-”")),
        (b"words,qualifier,amount\n15,exactly,--5", ("line 2", "“amount” is “--5”")),
        (b"words,qualifier,amount\n15,exactly,1e-", ("line 2", "“amount” is “1e-”")),
        (b'{"format": 1e99999999999999999999}', ("longer than any",)),
        (b"id,words\nA,12 herons\nA ,13 herons", ("line 3", "“A” stands twice")),
        (
            b'words,series\n15,"[{""id"":""S"",""line"":1,""order"":1}]"\n'
            b'16,"[{""id"":""S"",""line"":1,""order"":1}]"',
            ("line 3", "Another figure has place 1"),
        ),
        (b"words,relations\n15,subset", ("line 2", "a list in JSON")),
        (b"words,counted_by\n15,{x", ("line 2", "JSON")),
        (b'words,series\n15,"[{""id"": ""S""}]"', ("line 2", "“line” and “order”")),
        (b'words,note\n15,"open', ("not CSV",)),
        (b"words,note\n15,a\x00b", ("line 2", "no text")),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(data: bytes, said: tuple[str, ...]) -> None:
    with pytest.raises(NotUnderstood) as refused:
        take_over(document_in(data, "trial"))

    for words in said:
        assert words in str(refused.value)
    assert nothing_is_here()


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("figures", 0, "reported_in"), "S-c9", ("figure 1 (H1)", "“S-c9”")),
        (("figures", 0, "stated", "value"), [1], ("figure 1 (H1)", "two numbers")),
        (("figures", 1, "anchor"), {}, ("figure 2 (H2)", "the words are the figure")),
        (("figures", 3, "stated", "value"), 180, ("figure 4 (H4)", "at most 100 percent")),
        (("figures", 5, "supersedes"), "H7", ("figure 7 (H7)", "is a newer count than this one")),
        (("figures", 5, "superseded_by"), "H9", ("figure 6 (H6)", "“H9”")),
        (("figures", 0, "part_of"), [{"figure": "H2"}], ("figure 2 (H2)", "a part of this one")),
        (("sources", "S-c2", "n"), None, ("source 4 (S-c2)", "its number")),
        (("sources", "S-c2", "kind"), "gossip", ("source 4 (S-c2)", "story, comment")),
        (("series", 0, "points", 2, "figure"), "H9", ("series 1 (T1), point 3", "“H9”")),
        (("series", 0, "points", 0, "value"), [7, 6], ("point 1", "below the lower one")),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_draft_is_said_with_its_place(
    path: Path, value: object, said: tuple[str, ...]
) -> None:
    with pytest.raises(NotUnderstood) as refused:
        bring(changed(DRAFTED, path, value))

    for words in said:
        assert words in str(refused.value)
    assert nothing_is_here()


@pytest.mark.parametrize("document", [herons(), DRAFTED], ids=["ours", "draft"])
def test_whatever_stands_somewhere_is_read_or_refused(document: Raw) -> None:
    said = []
    for path in paths(document):
        for value in JUNK:
            data = json.dumps(changed(document, path, value)).encode()
            try:
                document_in(data, "trial")
            except NotUnderstood as refused:
                said.append(str(refused))

    assert len(said) > len(list(paths(document)))
    assert all(sentence.endswith(".") for sentence in said)


def paths(value: object, to: Path = ()) -> Iterator[Path]:
    """The way to each value in a document."""
    yield to
    inner: Any = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    for key, one in inner:
        yield from paths(one, (*to, key))


def changed(document: Raw, path: Path, value: object) -> Any:
    """The document with something else at one place."""
    if not path:
        return value
    found: Any = deepcopy(document)
    inner = found
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return found


def nothing_is_here() -> bool:
    return not (Figure.objects.exists() or Work.objects.exists() or Party.objects.exists())
