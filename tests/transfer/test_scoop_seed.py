"""The real page everything started from, read as its own list of expectations says."""

import json
from typing import Any

from pasquino.transfer.scoop.marks import apply, read_marks
from pasquino.transfer.scoop.page import ScoopComment, ScoopPage, read_page
from tests.fixtures import fixture


# `fixture` looks below the shared folder's fixtures/; the seed lies beside that.
def the_seed(*, marked: bool = False) -> ScoopPage:
    page = read_page(fixture("seed/page.txt").read_text(encoding="utf-8"))
    if marked:
        page = apply(page, read_marks(fixture("seed/marks.json").read_text(encoding="utf-8")))
    return page


def expected() -> Any:  # what JSON holds
    return json.loads(fixture("seed/expected.json").read_text(encoding="utf-8"))


def described(comment: ScoopComment, wanted: dict[str, str]) -> dict[str, object]:
    """A comment in the words of expected.json, its ends as long as those wanted."""
    assert comment.posted_at is not None
    return {
        "number": comment.number,
        "parent": comment.parent,
        "subject": comment.subject,
        "author": comment.author,
        "posted_at": comment.posted_at.isoformat(),
        "ratings": comment.ratings,
        "score": comment.mean,
        "paragraphs": len(comment.paragraphs),
        "quoted_paragraphs": list(comment.quoted_paragraphs),
        "body_starts": comment.paragraphs[0][: len(wanted["body_starts"])],
        "body_ends": comment.paragraphs[-1][-len(wanted["body_ends"]) :],
    }


def test_the_seed_page_is_read_without_a_doubt() -> None:
    assert the_seed(marked=True).notes == ()


def test_the_seed_pages_frame_is_found() -> None:
    page, wanted = the_seed(), expected()

    assert page.headline == wanted["title"]
    assert page.magazine == wanted["magazine"]
    assert page.tagline == wanted["tagline"]
    assert page.contribute_label == wanted["contribute_label"]
    assert page.previous_story == wanted["previous_story"]
    assert page.next_story == wanted["next_story"]


def test_the_seed_story_begins_and_ends_where_it_should() -> None:
    blocks, wanted = the_seed().blocks, expected()

    assert blocks[0].words.startswith(wanted["story_first_paragraph_starts"])
    assert blocks[-1].words.startswith(wanted["story_last_paragraph_starts"])
    assert [len(block.items) for block in blocks if block.kind == "list"] == [3]
    assert [block.kind for block in blocks if block.label] == ["opinion", "update"]


def test_every_comment_of_the_seed_page_is_as_expected() -> None:
    comments, wanted = the_seed(marked=True).comments, expected()

    assert [comment.number for comment in comments] == wanted["comments_in_page_order"]
    pairs = zip(comments, wanted["comments"], strict=True)
    assert [described(comment, want) for comment, want in pairs] == wanted["comments"]


def test_every_mark_of_the_seed_finds_its_paragraph() -> None:
    marks = json.loads(fixture("seed/marks.json").read_text(encoding="utf-8"))
    page = the_seed(marked=True)

    marked = [block for block in page.blocks if block.kind in {"quotation", "opinion", "update"}]

    assert [(block.kind, block.speaker, block.work, block.publisher) for block in marked] == [
        (mark["kind"], *(mark.get(key) or "" for key in ("speaker", "work", "publisher")))
        for mark in marks["blocks"]
    ]
