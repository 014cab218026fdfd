"""Pages of Scoop, small and our own: what is read of them, what is noted, what is refused."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pasquino.transfer.scoop.marks import Marks, MarksNotUnderstood, apply, read_marks
from pasquino.transfer.scoop.page import NotAScoopPage, ScoopComment, ScoopPage, read_page
from pasquino.transfer.scoop.zones import rating_sum, zone_of

STORY = """The ferry stays until autumn

The council voted on Tuesday.
Eleven were for it.

  • One boat keeps the morning run.
  • The other is laid up.

My interpretation: A promise with an end date is still a promise.

Update: The vote was recounted.
"""
FRAME = """
< A bridge too narrow | Who feeds the ducks? >
  • News from both banks of the river

  • Contribute To The Ferryman

  • Display: Sort:
"""
WHEN = "Wed May 06, 2015 at 07:08:09 PM EDT"


def a_comment(number: int, *, title: str = "", by: str = "Ada", when: str = WHEN) -> str:
    return f"{title or f'Subject (none / 0) (#{number})'}\nby {by} on {when}\nText of {number}.\n"


def page_with(*comments: str, gap: str = "\n") -> ScoopPage:
    return read_page(STORY + FRAME + gap.join(comments))


def only_comment(text: str) -> ScoopComment:
    (comment,) = page_with(text).comments
    return comment


def refusal(text: str) -> str:
    with pytest.raises(NotAScoopPage) as refused:
        read_page(text)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


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


# Ratings and times


def test_an_unrated_comment_has_no_mean() -> None:
    comment = only_comment(a_comment(1))

    assert (comment.mean, comment.ratings, comment.rating_sum) == (None, 0, 0)


def test_the_sum_of_ratings_comes_back_from_the_mean() -> None:
    comment = only_comment(a_comment(1, title="Fares (4.33 / 3) (#1)"))

    assert (comment.mean, comment.ratings, comment.rating_sum) == (Decimal("4.33"), 3, 13)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=99))
def test_every_sum_survives_its_printed_mean(ratings: list[int]) -> None:
    mean = (Decimal(sum(ratings)) / len(ratings)).quantize(Decimal("0.01"))

    assert rating_sum(mean, len(ratings)) == (sum(ratings), "")


@pytest.mark.parametrize(
    ("score", "note"),
    [
        ("3.30 / 2", "has the mean 3.30 of 2 ratings, which no whole numbers give"),
        ("none / 2", "shows no mean for its 2 ratings"),
        ("3.00 / 0", "shows the mean 3.00 without a rating"),
        ("3.00 / 400", "has so many ratings (400) that the mean 3.00 fits several sums"),
    ],
)
def test_a_doubtful_rating_is_noted(score: str, note: str) -> None:
    page = page_with(a_comment(1, title=f"Fares ({score}) (#1)"))

    assert page.notes == (f"Line 19: comment #1 {note}.",)


@pytest.mark.parametrize(
    ("when", "moment"),
    [
        ("Wed May 06, 2015 at 12:08:09 AM EDT", "2015-05-06T00:08:09-04:00"),
        ("Wed May 06, 2015 at 12:08:09 PM CEST", "2015-05-06T12:08:09+02:00"),
        ("Wed May 06, 2015 at 19:08:09 GMT", "2015-05-06T19:08:09+00:00"),
        ("wednesday may 6, 2015 at 7:08:09 pm +0530", "2015-05-06T19:08:09+05:30"),
    ],
)
def test_dates_carry_their_zone(when: str, moment: str) -> None:
    posted_at = only_comment(a_comment(1, when=when)).posted_at

    assert posted_at is not None
    assert posted_at.isoformat() == moment


def test_an_unknown_zone_is_noted_once_and_never_guessed() -> None:
    when = WHEN.replace("EDT", "XYZ")
    page = page_with(a_comment(1, when=when), a_comment(2, when=when))

    assert [comment.posted_at for comment in page.comments] == [None, None]
    assert page.comments[0].local.isoformat() == "2015-05-06T19:08:09"
    assert page.notes == (
        '"XYZ" is no time zone we know (first in line 20): name the zone with --zone.',
    )


def test_an_operator_may_name_the_zone_that_is_unknown() -> None:
    text = STORY + FRAME + a_comment(1, when=WHEN.replace("EDT", "IST"))

    page = read_page(text, fallback_zone=ZoneInfo("Europe/Dublin"))

    assert page.comments[0].posted_at == datetime(2015, 5, 6, 18, 8, 9, tzinfo=UTC)
    assert page.notes == (
        '"IST" is no time zone we know (first in line 20): read as Europe/Dublin.',
    )


def test_an_hour_that_came_twice_is_noted() -> None:
    text = STORY + FRAME + a_comment(1, when="Sun Oct 25, 2015 at 02:30:00 AM XYZ")

    page = read_page(text, fallback_zone=ZoneInfo("Europe/Rome"))

    assert any("clocks changed in Europe/Rome" in note for note in page.notes)


def test_a_wrong_weekday_is_noted() -> None:
    page = page_with(a_comment(1, when=WHEN.replace("Wed", "Thu")))

    assert page.notes == ("Line 20: 2015-05-06 was another day of the week.",)


@pytest.mark.parametrize("when", [WHEN.replace("06", "32"), WHEN.replace("07:", "13:")])
def test_an_impossible_date_is_refused(when: str) -> None:
    assert refusal(STORY + FRAME + a_comment(1, when=when)).startswith("Line 20 has an impossible")


def test_zones_that_mean_several_offsets_are_unknown() -> None:
    assert [zone_of(name) for name in ("IST", "MSK", "", "EST5", "+99")] == [None] * 5
    assert zone_of("hst") is not None


# What is no such page


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


# Every discussion that can be written is read as it was


SAFE = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=9)
WORDS = st.lists(SAFE, min_size=1, max_size=4).map(" ".join)
ZONES_USED = {"EST": -5, "CEST": 2, "UTC": 0}


@st.composite
def discussions(draw: st.DrawFn) -> tuple[ScoopComment, ...]:
    """Threads in which each comment answers the one before it, in any order of numbers."""
    lengths = draw(st.lists(st.integers(1, 4), max_size=5))
    numbers = draw(st.permutations(range(1, sum(lengths) + 1)))
    comments: list[ScoopComment] = []
    for length in lengths:
        thread = sorted(numbers[len(comments) : len(comments) + length])
        for parent, number in zip([None, *thread], thread, strict=False):
            comments.append(draw(written_comments(number, parent)))
    return tuple(comments)


@st.composite
def written_comments(draw: st.DrawFn, number: int, parent: int | None) -> ScoopComment:
    zone = draw(st.sampled_from(sorted(ZONES_USED)))
    seconds = draw(st.integers(0, 1_200_000_000))
    posted_at = datetime(1999, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    groups = draw(st.lists(st.lists(WORDS, min_size=1, max_size=3), max_size=3))
    ratings = draw(st.lists(st.integers(1, 5), max_size=9))
    mean = (Decimal(sum(ratings)) / max(len(ratings), 1)).quantize(Decimal("0.01"))
    return ScoopComment(
        number=number,
        parent=parent,
        subject=draw(WORDS),
        author=draw(WORDS),
        local=posted_at.replace(tzinfo=None) + timedelta(hours=ZONES_USED[zone]),
        zone=zone,
        posted_at=posted_at,
        paragraphs=tuple(line for group in groups for line in group),
        group_sizes=tuple(map(len, groups)),
        mean=mean if ratings else None,
        ratings=len(ratings),
        rating_sum=sum(ratings),
    )


def as_text(comment: ScoopComment) -> str:
    lines = iter(comment.paragraphs)
    groups = ["\n".join(next(lines) for _ in range(size)) for size in comment.group_sizes]
    above = "\n" * (1 if comment.parent is None else 2)
    body = "\n\n".join(groups) + "\n" if groups else ""
    score = f"({comment.mean or 'none'} / {comment.ratings})"
    when = f"{comment.local:%a %b %d, %Y at %I:%M:%S %p} {comment.zone}"
    return (
        f"{above}    {comment.subject} {score} (#{comment.number})\n"
        f"    by {comment.author} on {when}\n{body}"
    )


@given(discussions())
def test_a_written_discussion_is_read_as_it_was(comments: tuple[ScoopComment, ...]) -> None:
    page = page_with("".join(map(as_text, comments)))

    assert page.comments == comments
    assert page == replace(page_with(), comments=comments)


# Marks


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
