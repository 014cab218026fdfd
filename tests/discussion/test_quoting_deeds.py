"""Quotations of a comment are written down with it, and looked at after its commit."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from pasquino.discussion import actions
from pasquino.discussion.actions.looking_again import look_again, look_again_under
from pasquino.discussion.models import Comment, CommentQuotation, CommentText
from pasquino.discussion.origins import Where
from pasquino.discussion.quotation_preview import preview
from pasquino.quotations.models import Quotation
from pasquino.sources import citing, works
from pasquino.sources.models import CaptureRequest, Work
from tests import make
from tests.discussion import quoting_made as quoting

pytestmark = pytest.mark.django_db
Origin = CommentQuotation.Origin


def test_a_comment_without_quotations_costs_no_query_for_them() -> None:
    thread, reader = make.thread(), make.reader()
    make.comment(thread, by=reader)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        make.comment(thread, by=reader, source="It was > the mill.")

    assert not [query for query in asked.captured_queries if "quotation" in query["sql"]]


def test_quotations_are_written_down_with_the_comment_and_looked_at_after_its_commit(
    django_capture_on_commit_callbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        comment = make.comment(make.thread(), source="> One.\n\n> Two.\n> — https://w.example/")

    rows = list(comment.quotations.select_related("quotation").order_by("place"))
    assert [(row.place, row.quotation.text, row.origin, row.url) for row in rows] == [
        (1, "One.", Origin.NONE, ""),
        (2, "Two.", Origin.GIVEN, "https://w.example/"),
    ]
    (waiting,) = DBTaskResult.objects.filter(task_path__endswith="look_at_quotations")
    assert waiting.args_kwargs["args"] == [comment.pk]


def test_a_given_source_with_a_copy_is_what_the_words_are_held_against() -> None:
    quoting.copy(quoting.public_work())
    comment = make.comment(make.thread(), source=f"> {quoting.WHOLE}\n> — {quoting.URL}")

    (row,) = quoting.settled(comment)

    found = quoting.check(row)
    assert (row.origin, found.status) == (Origin.GIVEN, "verbatim")


def test_words_of_a_page_as_it_was_are_held_against_the_copy_that_has_them() -> None:
    work = quoting.public_work()
    old = quoting.copy(work)
    new = quoting.copy(work, quoting.REPORT.replace("lower meadow", "upper meadow"), day=2)
    thread = make.thread()
    given = make.comment(thread, source=f"> {quoting.WHOLE}\n> — {quoting.URL}")

    (row,) = quoting.settled(given)

    found = quoting.check(row)
    assert (found.status, found.capture, found.compared_with) == ("verbatim", old, new)
    assert found.drift == "reworded"
    told = preview(f"> {quoting.WHOLE}\n> — {quoting.URL}", Where(thread)).html
    assert "Found word for word" in told


def test_a_silent_cut_is_found_in_what_the_story_cites_though_no_source_is_given() -> None:
    story = quoting.story()
    quoting.copy(quoting.work())
    comment = make.comment(make.thread(story), source=f"> {quoting.CUT}")

    (row,) = quoting.settled(comment)

    found = quoting.check(row)
    assert (row.origin, found.status, found.kind) == (Origin.NONE, "altered", "omission")
    assert found.words_omitted == 17
    comment.text.refresh_from_db()
    assert comment.text.source == f"> {quoting.CUT}"


def test_words_of_the_story_and_of_an_earlier_comment_need_no_source() -> None:
    thread = make.thread(make.story(blocks=[make.text("Nobody had counted the sandbags yet.")]))
    make.comment(thread, source="It was not the mill.")
    first = make.comment(thread, source="So *what*? The mill had lost its wheel by then.")
    source = "> Nobody had counted the sandbags yet.\n\n> The mill had lost its wheel by then."
    comment = make.comment(thread, source=source)

    rows = quoting.settled(comment)

    assert [(row.origin, row.of_number) for row in rows] == [
        (Origin.STORY, None),
        (Origin.COMMENT, first.number),
    ]
    assert [quoting.check(row).status for row in rows] == ["verbatim", "verbatim"]


def test_the_comment_that_is_answered_is_read_whole_whatever_marks_stand_in_it() -> None:
    first = make.comment(make.thread(), source="The *mill* had **lost** its wheel, by *then*.")
    source = "> The mill had lost its wheel, by then."
    comment = make.comment(first.thread, answers=first, source=source)

    (row,) = quoting.settled(comment)

    assert (row.origin, row.of_number) == (Origin.COMMENT, 1)


def test_what_a_comment_only_quotes_itself_is_not_from_it() -> None:
    thread = make.thread()
    first = make.comment(thread, source="I read:\n\n> The mill had lost its wheel.\n\nSad.")
    again = make.comment(thread, answers=first, source="> The mill had lost its wheel.")
    whole = "> I read:\n>\n> > The mill had lost its wheel.\n>\n> Sad."
    answer = make.comment(thread, answers=first, source=whole)

    assert [row.origin for row in quoting.settled(again)] == [Origin.NONE]
    assert [row.of_number for row in quoting.settled(answer)] == [first.number]


def test_a_copy_says_more_than_a_comment_that_resembles_these_words() -> None:
    story = quoting.story()
    quoting.copy(quoting.work())
    thread = make.thread(story)
    make.comment(thread, source=f"> {quoting.WHOLE}")
    make.comment(thread, source=quoting.CUT.replace("four", "five"))
    comment = make.comment(thread, source=f"See #1 and #2.\n\n> {quoting.CUT}")

    (row,) = quoting.settled(comment)

    assert quoting.check(row).words_omitted == 17


def test_words_that_only_a_held_or_later_comment_has_are_not_said_to_be_from_it() -> None:
    thread = make.thread()
    held = make.comment(thread, source="The mill had lost its wheel by then.")
    Comment.objects.filter(pk=held.pk).update(state=Comment.State.HELD)
    comment = make.comment(thread, source="> The mill had lost its wheel by then.", answers=held)
    make.comment(thread, source="The mill had lost its wheel by then.")

    (row,) = quoting.settled(comment)

    assert row.origin == Origin.NONE


def test_only_a_trusted_readers_address_becomes_a_work() -> None:
    thread, trusted = make.thread(), make.reader()
    trusted.is_trusted = True
    trusted.save(update_fields=["is_trusted"])
    source = "> Words enough to be found.\n> — https://new.example/{}"

    (row,) = quoting.settled(make.comment(thread, source=source.format("a")))
    assert (row.url, row.quotation.work) == ("https://new.example/a", None)
    assert not Work.objects.exists()

    (row,) = quoting.settled(make.comment(thread, by=trusted, source=source.format("b")))
    assert row.quotation.work == works.work_at("https://new.example/b")
    assert quoting.check(row).status == "cannot_tell"
    assert CaptureRequest.objects.get().url == "https://new.example/b"


def test_an_address_that_becomes_known_later_is_what_the_words_are_held_against() -> None:
    comment = make.comment(make.thread(), source=f"> {quoting.WHOLE}\n> — {quoting.URL}")
    quoting.settled(comment)
    work = quoting.public_work()
    quoting.copy(work)

    look_again.func(work.pk)
    quoting.look_at_waiting()

    assert quoting.check(comment.quotations.get()).status == "verbatim"


def test_a_source_that_only_a_draft_or_nobody_cites_is_as_unknown_to_readers() -> None:
    work = quoting.work(title="Leaked memo")
    quoting.copy(work)
    trusted = make.reader()
    trusted.is_trusted = True
    trusted.save(update_fields=["is_trusted"])
    source = f"> {quoting.WHOLE}\n> — {quoting.URL}"
    thread = make.thread()

    told = preview(source, Where(thread)).html
    rows = [
        *quoting.settled(make.comment(thread, source=source)),
        *quoting.settled(make.comment(thread, by=trusted, source=source)),
    ]

    assert "Leaked memo" not in told
    assert "no copy yet" in told
    assert [row.quotation.work for row in rows] == [None, None]
    assert not citing.public().filter(pk=work.pk).exists()
    assert not CaptureRequest.objects.exists()


def test_what_a_draft_cited_is_held_against_once_its_story_is_published() -> None:
    quoting.copy(quoting.work())
    source = f"> {quoting.WHOLE}\n> — {quoting.URL}"
    comment = make.comment(make.thread(), source=source)
    quoting.settled(comment)

    look_again_under.func(quoting.story().pk)
    quoting.look_at_waiting()

    assert quoting.check(comment.quotations.get()).status == "verbatim"


def test_every_comment_that_named_an_address_is_looked_at_once_its_copy_comes() -> None:
    thread, reader = make.thread(), make.reader()
    first = make.comment(thread, by=reader, source=f"> {quoting.WHOLE}\n> — {quoting.URL}")
    for n in range(11):
        words = "\n\n".join(f"> W {m}.\n> — https://x.example/{n}/{m}" for m in range(20))
        make.comment(thread, by=reader, source=words)
    work = quoting.public_work()
    quoting.copy(work)

    look_again.func(work.pk)
    quoting.look_at_waiting()

    assert quoting.check(first.quotations.get(place=1)).status == "verbatim"


def test_a_copy_that_comes_later_is_held_against_what_stands_under_its_stories() -> None:
    story = quoting.story()
    comment = make.comment(make.thread(story), source=f"> {quoting.CUT}")
    quoting.settled(comment)
    assert quoting.check(comment.quotations.get()) is None

    quoting.copy(quoting.work())
    look_again.func(quoting.work().pk)
    quoting.look_at_waiting()

    assert quoting.check(comment.quotations.get()).status == "altered"


def test_a_story_that_cites_later_what_its_comments_quote_has_them_looked_at_again() -> None:
    quoting.copy(quoting.work())
    story = make.story()
    comment = make.comment(make.thread(story), source=f"> {quoting.WHOLE}")
    quoting.settled(comment)
    words = make.quotation("Two families left their houses before dark.", link=quoting.URL)
    make.story(again=story.story, blocks=[words])

    look_again_under.func(story.pk)
    quoting.look_at_waiting()

    assert quoting.check(comment.quotations.get()).status == "verbatim"


def test_an_edit_keeps_the_quotations_that_stay_and_lets_the_others_go() -> None:
    author = make.reader()
    comment = make.comment(
        make.thread(), by=author, source="> One stays.\n\n> Two goes.", at=timezone.now()
    )
    before = {row.quotation.text: row.quotation_id for row in quoting.settled(comment)}

    actions.edit_comment(
        comment=comment,
        author=author,
        version=1,
        subject="A word",
        source="> Three is new.\n\n> One stays.",
    )

    rows = comment.quotations.select_related("quotation").order_by("place")
    assert [row.quotation.text for row in rows] == ["Three is new.", "One stays."]
    assert rows[1].quotation_id == before["One stays."]
    assert not Quotation.objects.filter(text="Two goes.").exists()


def test_what_is_quoted_in_an_addition_counts_on() -> None:
    author = make.reader()
    comment = make.comment(
        make.thread(), by=author, source="> One.", at=timezone.now() - timedelta(days=2)
    )

    actions.add_to_comment(comment=comment, author=author, network="n", source="> Two.")

    rows = comment.quotations.select_related("quotation").order_by("place")
    assert [(row.place, row.quotation.text) for row in rows] == [(1, "One."), (2, "Two.")]


def test_an_imported_comment_has_its_quoted_paragraphs_checked_and_its_words_left() -> None:
    story = quoting.story()
    quoting.copy(quoting.work())
    first, second = quoting.CUT.split(". ", 1)
    source = f"but from the report\n\n{first}.\n\n{second}\n\nSo."
    comment = actions.post_comment(
        thread=make.thread(story),
        author=make.reader(),
        subject="Yes",
        source=source,
        text_format=CommentText.Format.PARAGRAPHS,
        quoted=[1, 2],
        is_import=True,
    )

    (row,) = quoting.settled(comment)

    assert row.quotation.text == f"{first}.\n\n{second}"
    assert quoting.check(row).words_omitted == 17
    comment.text.refresh_from_db()
    assert comment.text.source == source


def test_who_takes_all_words_along_leaves_no_quotation_behind() -> None:
    from pasquino.discussion.leaving import blank

    author = make.reader()
    make.comment(make.thread(), by=author, source="> One.")

    blank(author)

    assert not CommentQuotation.objects.exists()
    assert not Quotation.objects.exists()
