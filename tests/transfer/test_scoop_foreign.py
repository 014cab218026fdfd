"""What is no page of Scoop, or one whose comments would be lost, is refused in one sentence."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pasquino.transfer.scoop.page import NotAScoopPage, read_page
from tests.transfer.scoop_text import FRAME, STORY, WHEN, a_comment, refusal


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        (" \u00a0\r\n\ufeff\n", "empty"),
        ("\x7fELF\x02\x01\x00", "U+007F"),
        ("A title\n\nA line\nwith \x00 in it", "Line 4 holds the character U+0000"),
        ("half a \ud800 character\n\nStory", "U+D800"),
        ("<!DOCTYPE html>\n<title>Ferry</title>", "HTML"),
        ("<?xml version='1.0'?>\n<rss/>", "XML"),
        ("Ferry\n\n<p>It stays.</p>", "HTML"),
        ('{"title": "Ferry"}', "JSON"),
        ("[\n  1\n]", "JSON"),
        (FRAME + a_comment(1), "no headline"),
        (a_comment(1), "no headline"),
        ("* A point\n\nStory", "no headline"),
        (STORY.partition("\n\n")[2] * 4 + "\n", "No story follows"),
        (
            "It is a long story. " * 9 + "\n\nMore of it.\n" + FRAME,
            "Line 1 reads like a paragraph",
        ),
        ("Update: It rained.\n\nStory", "Line 1 reads like a paragraph"),
        ("Ferry\n" + FRAME, "No story follows"),
        ("Ferry\n" + a_comment(1), "No story follows"),
        ("A headline alone", "No story follows"),
        ("name;score\nAda;3\n", "No story follows"),
        ("# Ferry\n\nA program that counts ferries.\n", "No story follows"),
        ("import ferry\n\nferry.count(3)\n", "No story follows"),
        ("F\n\n" + "x" * 5_000_000, "larger than 5 MB"),
    ],
)
def test_a_foreign_file_is_refused_in_one_sentence(text: str, words: str) -> None:
    assert words in refusal(text)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    for whole in (text, STORY + text, STORY + FRAME + text + "\n" + a_comment(1) + text):
        with suppress(NotAScoopPage):
            read_page(whole)


@pytest.mark.parametrize(
    ("title", "when", "line"),
    [
        ("Fares (99999.00 / 2) (#1)", WHEN, 19),
        ("Fares (-1.00 / 2) (#1)", WHEN, 19),
        ("Fares (3,50 / 2) (#1)", WHEN, 19),
        ("Fares (none / 0) (#0)", WHEN, 19),
        ("Fares (none / 0) (#1)", WHEN.replace("2015", "0001"), 20),
        ("Fares (none / 0) (#1)", WHEN.replace("Wed May 06,", "le 6 mai"), 20),
        ("Fares (none / 0) (#1)", "Wednesday", 19),
        ("Fares", WHEN, 20),
    ],
)
def test_a_page_whose_comments_cannot_be_read_is_refused(title: str, when: str, line: int) -> None:
    comment = f"{title}\nby Ada on {when}\nText.\n"

    sentence = refusal(STORY + FRAME + comment)

    assert sentence.startswith(f"Line {line} looks like a comment's header but cannot be read: ")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_no_comment_becomes_the_text_of_another(place: int) -> None:
    comments = [a_comment(number) for number in (1, 2, 3)]
    comments[place] = comments[place].replace("2015", "0001")

    assert "cannot be read: 'by Ada on Wed May 06, 0001" in refusal(
        STORY + FRAME + "\n".join(comments)
    )


@pytest.mark.parametrize(
    "line", ["(a" + "/a" * 10**6, "(" * 10**6, "by a" + " on a" * 10**6, "by" + " on" * 10**6]
)
def test_a_long_line_takes_no_long_time(line: str) -> None:
    for whole in (line, f"{line}\n{line}", f"Fares (none / 0) (#1)\n{line}"):
        with suppress(NotAScoopPage):
            read_page(STORY + FRAME + whole)
