"""Comments cite figures of ours: a link, a row, and a line where a newer count is known."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pasquino.discussion import actions, fragments
from pasquino.discussion.actions import tie_reported
from pasquino.discussion.models import Comment, CommentFigure
from pasquino.discussion.origins import Where
from pasquino.discussion.quotation_preview import preview
from pasquino.figures import citing
from tests import make
from tests.discussion import figuring_made as made

pytestmark = pytest.mark.django_db


def rows(comment: Comment) -> list[tuple[int, bool, str]]:
    return list(comment.figures.order_by("figure").values_list("figure", "is_cited", "words"))


def test_a_comment_that_names_no_figure_costs_no_query_for_them() -> None:
    thread, reader = make.thread(), make.reader()
    make.comment(thread, by=reader)

    with CaptureQueriesContext(connection) as asked:
        comment = make.comment(thread, by=reader, source="It is config:12.")
        actions.edit_comment(
            comment=comment, author=reader, version=1, subject="Yes", source="No fig.: 12."
        )

    assert asked.captured_queries
    assert not [query for query in asked.captured_queries if "figure" in query["sql"]]


def test_a_figure_that_is_named_becomes_a_link_with_its_words(client: Client) -> None:
    figure = made.published(population="ferries and barges")
    comment = made.comment(source=f"See fig:{figure.pk} (fig:{figure.pk}).")

    first, second = made.article(client, comment).select(".comment__body a")

    assert rows(comment) == [(figure.pk, True, "")]
    assert first == second
    assert first["href"] == figure.get_absolute_url()
    assert first.get_text() == f"fig:{figure.pk}"
    assert first["title"] == f"fig:{figure.pk}: about 300 boats (ferries and barges)"
    assert first["aria-label"] == first["title"]
    data = first.select_one("data.figure")
    assert data is not None
    assert (data["value"], data["data-qualifier"]) == ("300", "about")


def test_words_of_a_figure_are_never_markup(client: Client) -> None:
    figure = made.published(population='"><script>alert(1)</script>')
    comment = made.comment(source=f"fig:{figure.pk}")

    found = made.article(client, comment)

    assert not found.select("script")
    assert "<script>" in str(found.select(".comment__body a")[0]["title"])


def test_a_number_that_no_figure_has_stays_text(client: Client) -> None:
    comment = made.comment(source="fig:999999999999 and fig:999999999999999999")

    found = made.article(client, comment)

    assert rows(comment) == []
    assert not found.select(".comment__body a")
    assert made.said(found.select_one(".comment__body")) == comment.text.source


def test_who_names_a_figure_does_not_publish_it(client: Client) -> None:
    figure = made.hidden()
    comment = made.comment(source=f"fig:{figure.pk}")

    found = made.article(client, comment)

    assert not found.select(".comment__body a")
    assert not citing.is_public(figure)
    assert client.get(figure.get_absolute_url()).status_code == 404


def test_a_figure_published_later_becomes_a_link_then(client: Client) -> None:
    figure = made.hidden()
    comment = made.comment(source=f"fig:{figure.pk}")
    assert not made.article(client, comment).select(".comment__body a")

    made.publish(figure)

    assert made.article(client, comment).select(".comment__body a")


def test_thousands_of_mentions_are_one_row_and_fifty_links(client: Client) -> None:
    figure = made.published()
    mention = f"fig:{figure.pk} "
    comment = made.comment(source=mention * (60_000 // len(mention)))

    found = made.article(client, comment)

    assert rows(comment) == [(figure.pk, True, "")]
    assert len(found.select(".comment__body a")) == 50


def test_an_edit_renews_what_a_comment_cites(client: Client) -> None:
    one, other = made.published(), made.published("about 80 carts", 80)
    comment = made.comment(source=f"fig:{one.pk}")

    actions.edit_comment(
        comment=comment, author=comment.author, version=1, subject="Yes", source=f"fig:{other.pk}"
    )
    assert rows(comment) == [(other.pk, True, "")]

    actions.add_to_comment(
        comment=comment, author=comment.author, network="::1", source=f"And fig:{one.pk}."
    )
    assert rows(comment) == [(one.pk, True, ""), (other.pk, True, "")]
    links = made.article(client, comment).select("a.comment__figure")
    assert [link.get_text() for link in links] == [f"fig:{other.pk}", f"fig:{one.pk}"]


def test_an_edit_that_names_no_figure_leaves_none() -> None:
    comment = made.comment(source=f"fig:{made.published().pk}")

    actions.edit_comment(
        comment=comment, author=comment.author, version=1, subject="Yes", source="Nothing."
    )

    assert rows(comment) == []
    comment.text.refresh_from_db()
    assert fragments.FIGURES not in comment.text.fragment


def test_a_newer_count_stands_below_the_comment_whose_text_stays(client: Client) -> None:
    figure = made.published()
    comment = made.comment(source=f"It was fig:{figure.pk}.")
    before = comment.text.source, comment.text.html
    assert not made.article(client, comment).select(".comment__newer")

    newer = made.overtaken(figure, as_of="2026")

    (line,) = made.article(client, comment).select(".comment__newer")
    assert made.said(line) == (f"fig:{figure.pk} has a newer count: about 340 boats, as of 2026.")
    assert line.select("a")[0]["href"] == newer.get_absolute_url()
    comment.text.refresh_from_db()
    assert (comment.text.source, comment.text.html) == before


def test_the_figures_page_lists_the_comments_that_cite_it_and_may_be_read(client: Client) -> None:
    figure = made.published()
    shown = made.comment(subject="Count again", source=f"fig:{figure.pk}")
    gone = made.comment(subject="Gone since", source=f"fig:{figure.pk}")
    held = made.comment(subject="Waiting", source=f"fig:{figure.pk}")
    Comment.objects.filter(pk=gone.pk).update(state=Comment.State.REMOVED_BY_MODERATOR)
    Comment.objects.filter(pk=held.pk).update(state=Comment.State.HELD)

    page = client.get(figure.get_absolute_url()).content.decode()

    assert f'href="{shown.get_absolute_url()}"' in page
    assert "Gone since" not in page
    assert "Waiting" not in page


def test_what_an_import_says_that_a_comment_reports_has_a_page_but_no_place_in_the_list(
    client: Client,
) -> None:
    comment = made.comment(source="There were about 300 boats below.")
    figure, address = made.hidden(), made.address(comment.thread.story)
    assert tie_reported(figure, address, comment.number)

    assert client.get(figure.get_absolute_url()).status_code == 200
    assert "about 300 boats" not in client.get("/figures/").content.decode()

    Comment.objects.filter(pk=comment.pk).update(state=Comment.State.REMOVED_BY_AUTHOR)
    assert client.get(figure.get_absolute_url()).status_code == 404


def reporting(source: str, words: str, number: int = 0) -> bool:
    """Whether a comment of that text is tied to a figure in those words."""
    comment = made.comment(source=source)
    address, figure = made.address(comment.thread.story), made.hidden(words)
    tied = tie_reported(figure, address, number or comment.number)
    assert CommentFigure.objects.filter(figure=figure).exists() == tied
    return tied


def test_only_a_comment_with_the_words_is_tied() -> None:
    assert reporting("They sent\n*300* men.", "300 men")
    assert not reporting("They sent 1,300 men.", "300 men")
    assert not reporting("They sent 300 mentors.", "300 men")
    assert not reporting("They sent 300.5", "300")
    assert not reporting("They sent nobody.", "300 men")
    assert not reporting("They sent 300 men.", "300 men", number=77)


def test_a_reported_figure_says_that_a_comment_below_has_a_newer_count(client: Client) -> None:
    thread = make.thread()
    first = make.comment(thread, source="There are 300 boats on the river.")
    second = make.comment(thread, source="No: there are 340 boats.", answers=first)
    address = made.address(thread.story)
    older = made.hidden("300 boats")
    newer = made.overtaken(older, "340 boats")
    tie_reported(older, address, first.number)
    tie_reported(newer, address, second.number)

    (line,) = made.article(client, first).select(".comment__newer")
    assert made.said(line) == "“300 boats” has a newer count: 340 boats, see #2."
    assert [link["href"] for link in line.select("a")] == [
        newer.get_absolute_url(),
        second.get_absolute_url(),
    ]
    assert not made.article(client, second).select(".comment__newer")

    actions.edit_comment(
        comment=second, author=second.author, version=1, subject="No", source="No: fewer."
    )
    assert rows(second) == []
    (line,) = made.article(client, first).select(".comment__newer")
    assert made.said(line) == "“300 boats” has a newer count: 340 boats."


def test_the_preview_says_what_each_number_leads_to() -> None:
    figure = made.published()
    made.overtaken(figure)
    source = f"fig:{figure.pk} and fig:98765, says `fig:{figure.pk}`"

    shown = preview(source, Where(make.thread(), 0))

    known, unknown = shown.figures.named
    assert (known.figure, known.newer.words) == (figure, "about 340 boats")
    assert (unknown.number, unknown.figure) == (98765, None)
    assert shown.html.count("<a ") == 1


def test_a_preview_without_figures_asks_for_none() -> None:
    where = Where(make.thread(), 0)

    with CaptureQueriesContext(connection) as asked:
        preview("config:12", where)

    assert not [query for query in asked.captured_queries if "figures_figure" in query["sql"]]
