"""Marks tell what the text of a page cannot; those that fit nowhere are noted, others refused."""

import pytest

from pasquino.transfer.scoop.marks import Marks, MarksNotUnderstood, apply, read_marks
from pasquino.transfer.scoop.page import read_page
from tests.transfer.scoop_text import FRAME, a_comment, page_with

pytestmark = pytest.mark.once


def test_marks_tell_what_the_text_cannot() -> None:
    marks = read_marks(
        """{"note": "by hand", "blocks": [
            {"starts": "Eleven were", "kind": "quotation", "speaker": "Ada Finch",
             "work": null, "publisher": "The Clerk", "link": "https://clerk.example/11"},
            {"starts": "The council", "kind": "opinion"},
            {"starts": "Update: The", "kind": "update"}],
           "comments": {"1": {"quoted_paragraphs": [1]}}}"""
    )

    page = apply(page_with(a_comment(1) + "Quoted."), marks)

    council, eleven, _, _, update = page.blocks
    assert (council.kind, council.words) == ("opinion", "The council voted on Tuesday.")
    assert (eleven.kind, eleven.speaker, eleven.work) == ("quotation", "Ada Finch", "")
    assert (eleven.publisher, eleven.link) == ("The Clerk", "https://clerk.example/11")
    assert update.label == "Update"
    assert page.comments[0].quoted_paragraphs == (1,)
    assert page.notes == ()


def test_a_labelled_paragraph_marked_as_a_quotation_gets_its_label_back() -> None:
    marks = read_marks('{"blocks": [{"starts": "My interpretation:", "kind": "quotation"}]}')

    block = apply(page_with(), marks).blocks[3]

    assert (block.kind, block.label) == ("quotation", "")
    assert block.text == "My interpretation: A promise with an end date is still a promise."


def test_marks_that_fit_nothing_or_several_are_noted() -> None:
    marks = read_marks(
        """{"blocks": [
            {"starts": "Nobody", "kind": "update"}, {"starts": "T", "kind": "opinion"},
            {"starts": "Eleven", "kind": "opinion"}, {"starts": "Ele", "kind": "update"}],
           "comments": {"1": {"quoted_paragraphs": [0, 4, -1]}, "8": {"quoted_paragraphs": []}}}"""
    )
    before = read_page("Boats\n\nTen.\nTwo.\nEleven.\n" + FRAME + a_comment(1))

    page = apply(before, marks)

    assert [block.kind for block in page.blocks] == ["paragraph", "paragraph", "opinion"]
    assert page.comments[0].quoted_paragraphs == (0,)
    assert page.notes == (
        'marks: no paragraph starts with "Nobody".',
        'marks: 2 paragraphs start with "T".',
        'marks: the paragraph "Ele" was marked already.',
        "marks: comment #1 has no paragraph -1 (counted from 0).",
        "marks: comment #1 has no paragraph 4 (counted from 0).",
        "marks: there is no comment #8.",
    )


def test_empty_marks_change_nothing() -> None:
    page = page_with(a_comment(1))

    assert read_marks("{}") == Marks()
    assert apply(page, Marks()) == page


@pytest.mark.parametrize(
    ("json_text", "words"),
    [
        ("", "line 1, column 1"),
        ('{"blocks": [}', "line 1, column 13"),
        ("[" * 200_000, "no program"),
        ("9" * 5000, "no program"),
        ("[]", "braces"),
        ('{"block": []}', 'unknown key "block"'),
        ('{"blocks": {}}', "list"),
        ('{"blocks": [3]}', "Block 1"),
        ('{"blocks": [{"kind": "update"}]}', "starts"),
        ('{"blocks": [{"starts": " ", "kind": "update"}]}', "starts"),
        ('{"blocks": [{"starts": 4, "kind": "update"}]}', "text in quotation marks"),
        ('{"blocks": [{"starts": "A", "kind": "poem"}]}', "quotation, opinion, update"),
        ('{"blocks": [{"starts": "A", "kind": "update", "colour": "red"}]}', '"colour"'),
        ('{"blocks": [{"starts": "A", "kind": "update", "speaker": "B"}]}', '"speaker"'),
        ('{"blocks": [{"starts": "A", "kind": "quotation", "link": "javascript:1"}]}', '"link"'),
        ('{"blocks": [{"starts": "A", "kind": "quotation", "link": "http://["}]}', '"link"'),
        ('{"comments": {"one": {"quoted_paragraphs": []}}}', "number"),
        ('{"comments": {"1": {"quoted_paragraphs": [true]}}}', "whole numbers"),
        ('{"comments": {"1": {}}}', "whole numbers"),
        ('{"comments": {"1": {"quoted": []}}}', '"quoted"'),
        ('{"comments": {"1": {"quoted_paragraphs": []}, "1": {}}}', "twice"),
        ('"' + "x" * 5_000_000 + '"', "larger than 5 MB"),
    ],
)
def test_marks_not_understood_are_refused_in_one_sentence(json_text: str, words: str) -> None:
    with pytest.raises(MarksNotUnderstood) as refused:
        read_marks(json_text)

    assert words in str(refused.value)
    assert str(refused.value).endswith(".")
