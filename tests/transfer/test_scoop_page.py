"""Pages of Scoop, small and our own: what is read of the story, its frame and its comments."""

import pytest

from pasquino.transfer.scoop.page import read_page
from tests.transfer.scoop_text import (
    FRAME,
    STORY,
    WHEN,
    a_comment,
    only_comment,
    page_with,
    refusal,
)

pytestmark = pytest.mark.once

# The story and its frame


def test_a_whole_page_is_read() -> None:
    page = page_with(a_comment(1))

    assert page.headline == "The ferry stays until autumn"
    assert (page.previous_story, page.next_story) == (
        "A bridge too narrow",
        "Who feeds the ducks?",
    )
    assert page.tagline == "News from both banks of the river"
    assert (page.contribute_label, page.magazine) == ("Contribute To The Ferryman", "The Ferryman")
    assert len(page.comments) == 1
    assert page.notes == ()


def test_every_written_line_is_a_paragraph_and_bullets_are_a_list() -> None:
    blocks = page_with().blocks

    assert [block.kind for block in blocks] == [
        "paragraph", "paragraph", "list", "opinion", "update",
    ]  # fmt: skip
    assert blocks[1].words == "Eleven were for it."
    assert blocks[2].items == ("One boat keeps the morning run.", "The other is laid up.")
    assert [block.line for block in blocks] == [3, 4, 6, 9, 11]


def test_a_label_is_split_from_its_paragraph_and_no_word_is_lost() -> None:
    opinion, update = page_with().blocks[-2:]

    assert opinion.label == "My interpretation"
    assert opinion.text == "A promise with an end date is still a promise."
    assert opinion.words == "My interpretation: A promise with an end date is still a promise."
    assert (update.label, update.text) == ("Update", "The vote was recounted.")


@pytest.mark.parametrize("line", ["Update 2: Rain.", "UPDATE: Rain.", "Update (9 pm): Rain."])
def test_an_update_may_be_numbered_or_dated(line: str) -> None:
    (block,) = read_page(f"Rain\n\n{line}\n{FRAME}").blocks

    assert (block.kind, block.text, block.words) == ("update", "Rain.", line)


@pytest.mark.parametrize("line", ["Updates: none.", "The update: rain.", "Update your maps: now."])
def test_a_paragraph_that_only_mentions_an_update_is_none(line: str) -> None:
    (block,) = read_page(f"Rain\n\n{line}\n{FRAME}").blocks

    assert (block.kind, block.words) == ("paragraph", line)


@pytest.mark.parametrize("bullet", ["• ", "* ", "- ", "· ", "•"])
@pytest.mark.parametrize("end_of_line", ["\n", "\r\n", "  \n", "\u00a0\n", "\r"])
def test_layout_of_other_programs_changes_nothing(bullet: str, end_of_line: str) -> None:
    wanted = page_with(a_comment(1))
    text = "\ufeff" + (STORY + FRAME + a_comment(1)).replace("  • ", "\t" + bullet)

    assert read_page(text.replace("\n", end_of_line)) == wanted


@pytest.mark.parametrize(
    ("line", "previous", "following"),
    [
        ("< A | B >", "A", "B"),
        ("< A |", "A", None),
        ("| B >", None, "B"),
        ("< A | >", "A", None),
        ("< | B >", None, "B"),
        ("< A", "A", None),
        ("B >", None, "B"),
        ("<A|B>", "A", "B"),
        ("< 3 < 4 | Yes|no: a vote >", "3 < 4", "Yes|no: a vote"),
        ("< A | a | B | b >", "A | a", "B | b"),
    ],
)
def test_neighbours_are_read_from_either_side(
    line: str, previous: str | None, following: str | None
) -> None:
    page = read_page(STORY + FRAME.replace("< A bridge too narrow | Who feeds the ducks? >", line))

    assert (page.previous_story, page.next_story) == (previous, following)
    assert len(page.blocks) == 5


def test_a_doubt_about_bars_is_noted() -> None:
    page = read_page(STORY + FRAME.replace("< A bridge", "< A | bridge"))

    assert page.notes == ("Line 13 has several bars: the middle one parts the two titles.",)


def test_a_page_may_lack_its_neighbours() -> None:
    page = read_page(STORY + FRAME.replace("< A bridge too narrow | Who feeds the ducks? >", ""))

    assert (page.previous_story, page.next_story) == (None, None)
    assert (page.tagline, page.magazine) == ("News from both banks of the river", "The Ferryman")
    assert len(page.blocks) == 5


def test_a_page_may_lack_its_tagline() -> None:
    page = read_page(STORY + FRAME.replace("  • News from both banks of the river", ""))

    assert (page.tagline, page.magazine) == ("", "The Ferryman")


def test_a_storys_own_list_is_not_taken_for_the_tagline() -> None:
    page = read_page(
        "Boats\n\nThere are:\n- two ferries\n- a tug\n\n- Contribute To The Ferryman\n"
    )

    assert (page.tagline, page.magazine) == ("", "The Ferryman")
    assert page.blocks[1].items == ("two ferries", "a tug")


def test_a_page_may_have_comments_and_no_frame() -> None:
    page = read_page(STORY + "\n" + a_comment(1))

    assert len(page.blocks) == 5
    assert [comment.number for comment in page.comments] == [1]


def test_a_bare_story_is_read_with_a_note() -> None:
    page = read_page(STORY)

    assert len(page.blocks) == 5
    assert page.comments == ()
    assert page.notes == (
        "Nothing but a headline and a story was found: no frame and no comments.",
    )


def test_unknown_lines_of_the_frame_are_noted_with_their_words() -> None:
    frame = FRAME.replace("  • Display", "  • Log in\nAdvertisement\n  • Display")
    page = read_page(STORY + frame + "Post a comment\n\n" + a_comment(1))

    assert page.notes == (
        "could not be read: line 18: • Log in",
        "could not be read: line 19: Advertisement",
        "could not be read: line 21: Post a comment",
    )


# Comments


def test_two_empty_lines_make_an_answer_and_one_a_new_thread() -> None:
    text = a_comment(1) + "\n\n" + a_comment(2) + "\n\n" + a_comment(4) + "\n" + a_comment(3)

    assert [(c.number, c.parent) for c in page_with(text).comments] == [
        (1, None), (2, 1), (4, 2), (3, None),
    ]  # fmt: skip


def test_the_first_comment_answers_nobody() -> None:
    assert only_comment("\n\n" + a_comment(1)).parent is None


def test_other_numbers_of_empty_lines_are_noted() -> None:
    page = page_with(a_comment(1) + a_comment(2) + "\n\n\n" + a_comment(3))

    assert [comment.parent for comment in page.comments] == [None, None, 2]
    assert page.notes == (
        "Line 22 has 0 empty lines above it: read as a new thread.",
        "Line 28 has 3 empty lines above it: read as an answer to the comment before it.",
    )


def test_an_answer_older_than_what_it_answers_is_refused() -> None:
    sentence = refusal(STORY + FRAME + a_comment(5) + "\n\n" + a_comment(3))

    assert sentence.startswith("Line 24: comment #3 stands as an answer to #5")


def test_a_number_stands_only_once() -> None:
    sentence = refusal(STORY + FRAME + a_comment(5) + "\n" + a_comment(5))

    assert sentence == "Line 23: comment #5 stands already in line 19."


@pytest.mark.parametrize(
    ("by", "author", "email"),
    [
        ("Mr Brook", "Mr Brook", ""),
        ("Stand by me on Sunday", "Stand by me on Sunday", ""),
        ("on and on", "on and on", ""),
        ("Ada (ada at mill dot example)", "Ada", "ada at mill dot example"),
    ],
)
def test_names_may_hold_any_words(by: str, author: str, email: str) -> None:
    comment = only_comment(a_comment(1, by=by))

    assert (comment.author, comment.email) == (author, email)


def test_subjects_may_hold_parentheses_and_numbers() -> None:
    comment = only_comment(a_comment(7, title="Re: (#3) was right (none / 0) (2.50 / 2) (#7)"))

    assert (comment.number, comment.subject) == (7, "Re: (#3) was right (none / 0)")


def test_a_body_keeps_its_paragraphs_and_their_groups() -> None:
    comment = only_comment(a_comment(1) + "Second.\n\n\n  Third. \n\n")

    assert comment.paragraphs == ("Text of 1.", "Second.", "Third.")
    assert comment.group_sizes == (2, 1)


def test_a_comment_may_be_all_subject() -> None:
    comment = only_comment(f"Seconded (none / 0) (#1)\nby Ada on {WHEN}")

    assert (comment.paragraphs, comment.group_sizes) == ((), ())


def test_what_looks_like_a_header_in_a_body_stays_text() -> None:
    body = f"See the fare (none / 0) (#9)\nand judge.\nby Ada on {WHEN}\nby bus on Sunday"
    page = page_with(a_comment(1) + body)

    assert page.comments[0].paragraphs == ("Text of 1.", *body.split("\n"))
    assert page.notes == (
        "Line 22 looks like a comment's first, but no author and date follow; "
        "kept as text: See the fare (none / 0) (#9)",
    )
