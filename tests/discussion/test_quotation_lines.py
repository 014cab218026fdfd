"""Under each quotation of a comment stands one line, from what was stored, at few queries."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pasquino.discussion.models import Comment, CommentText
from pasquino.sources.models import Takedown
from pasquino.stories.models import PublishedStory
from tests import make
from tests.discussion import quoting_made as quoting

pytestmark = pytest.mark.django_db


def figures(client: Client, story: PublishedStory, query: str = "") -> list[Tag]:
    answer = client.get(story.get_absolute_url() + query)
    assert answer.status_code == 200
    assert "<!--slot" not in answer.content.decode()
    return BeautifulSoup(answer.content, "html.parser").select(".comment figure.quotation")


def line(figure: Tag) -> str:
    return " ".join(figure.select_one(".quoted__line").get_text(" ", strip=True).split())


def test_a_silent_cut_reads_so_with_what_differs_inside_details(client: Client) -> None:
    story = quoting.story()
    quoting.copy(quoting.work())
    comment = make.comment(make.thread(story), source=f"So:\n\n> {quoting.CUT}\n\nYes.")
    quoting.settled(comment)

    (figure,) = figures(client, story)

    assert figure["data-verdict"] == "altered"
    assert figure["data-origin"] == "none"
    assert figure.blockquote.get_text(strip=True) == quoting.CUT
    assert line(figure) == (
        "Source not given; compared with The gauge at the weir · Differs from the source: 17 "
        "words are missing without a mark, copy of March 1, 2026"
    )
    assert "did not open the weir" in figure.select_one("details").get_text()


def test_many_silent_cuts_show_no_more_than_forty_words_of_a_copy(client: Client) -> None:
    story = quoting.story()
    parts = [" ".join(f"{name}{n}" for n in range(30)) for name in ("a", "b", "c", "d", "e")]
    quoting.copy(quoting.work(), " ".join(parts) + ".")
    quoting.settled(
        make.comment(make.thread(story), source=f"> {parts[0]} {parts[2]} {parts[4]}.")
    )

    (figure,) = figures(client, story)

    assert "60 words are missing" in line(figure)
    shown = figure.select_one("details").get_text(" ").split()
    assert 0 < sum(word[0] in "bd" and word[1:].isdecimal() for word in shown) <= 40


def test_each_origin_has_its_words(client: Client) -> None:
    story = make.story(blocks=[make.text("Nobody had counted the sandbags yet.")])
    first = make.comment(make.thread(story), source="The mill had lost its wheel by then.")
    quoted = [
        "Nobody had counted the sandbags yet.",
        "The mill had lost its wheel by then.",
        "Words that stand nowhere that we know.",
        "Words from a page nobody has copied.\n> — https://far.example/",
    ]
    source = "\n\n".join(f"> {words}" for words in quoted)
    quoting.settled(make.comment(first.thread, source=source))

    found = figures(client, story)

    assert [line(figure) for figure in found] == [
        "From the story above",
        "From comment #1",
        "Source not given",
        "Not checked: there is no copy of this source",
    ]
    verdicts = [figure["data-verdict"] for figure in found]
    assert verdicts == ["verbatim", "verbatim", "none", "cannot_tell"]
    assert found[1].select_one("a")["href"].endswith("comments/1/")


def test_before_the_worker_came_the_line_says_what_is_known(client: Client) -> None:
    story = make.story()
    make.comment(make.thread(story), source="> Words.")

    (figure,) = figures(client, story)

    assert line(figure) == "Source not given"


def test_a_page_asks_once_for_all_its_quotations_and_not_at_all_without(client: Client) -> None:
    story = quoting.story()
    quoting.copy(quoting.work())
    thread, reader = make.thread(story), make.reader()
    make.comment(thread, by=reader)
    figures(client, story)

    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            figures(client, story)
        return [query["sql"] for query in queries.captured_queries]

    without = asked()
    assert not [sql for sql in without if "commentquotation" in sql]

    for _ in range(12):
        quoting.settled(make.comment(thread, by=reader, source=f"> {quoting.WHOLE}\n\n> x y z"))
    figures(client, story)

    assert len(asked()) == len(without) + 1


def test_a_source_that_was_taken_down_shows_no_words_of_it(client: Client) -> None:
    story, work = quoting.story(), quoting.work()
    quoting.copy(work)
    quoting.settled(make.comment(make.thread(story), source=f"> {quoting.CUT}"))
    Takedown.objects.create(work=work, reason=Takedown.Reason.COPYRIGHT, note="They asked.")

    (figure,) = figures(client, story)

    assert "17 words are missing" in line(figure)
    assert figure.select_one("details") is None


def test_fragments_from_before_get_their_figures(client: Client) -> None:
    story = make.story()
    comment = make.comment(make.thread(story), source="> Words.")
    CommentText.objects.filter(comment=comment).update(fragment="old", fragment_version=3)

    assert len(figures(client, story)) == 1


def test_what_is_quoted_in_a_removed_comment_is_not_told(client: Client) -> None:
    story = make.story()
    comment = make.comment(make.thread(story), source="> Words.")
    Comment.objects.filter(pk=comment.pk).update(state=Comment.State.REMOVED_BY_MODERATOR)

    assert figures(client, story) == []


def test_hostile_words_stay_words(client: Client) -> None:
    story, work = quoting.story(), quoting.work(title='<b onclick="x">"&</b>')
    quoting.copy(work)
    changed = quoting.WHOLE.replace("lower", "<script>alert(1)</script> <!--slot:by-->")
    quoting.settled(make.comment(make.thread(story), source=f"> {changed}"))

    (figure,) = figures(client, story)

    assert figure.select("script, b") == []
    assert '<b onclick="x">"&</b>' in line(figure)
