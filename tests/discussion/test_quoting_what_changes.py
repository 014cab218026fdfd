"""Words quoted from the story or from a comment: what a mark hides, and what changed since."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.utils import timezone

from pasquino.discussion import actions
from pasquino.discussion.actions.looking_again import look_again_under
from pasquino.discussion.models import Comment, CommentQuotation
from pasquino.stories.models import PublishedStory
from tests import make
from tests.discussion import quoting_made as quoting

pytestmark = pytest.mark.django_db
Origin = CommentQuotation.Origin
MAYOR = "The mayor did not take the money."


def figure(client: Client, story: PublishedStory) -> Tag:
    page = client.get(story.get_absolute_url()).content
    (found,) = BeautifulSoup(page, "html.parser").select(".comment figure.quotation")
    return found


def line(found: Tag) -> str:
    return " ".join(found.select_one(".quoted__line").get_text(" ", strip=True).split())


@pytest.mark.parametrize("is_story", [True, False])
def test_a_cut_that_hides_a_negation_of_the_story_or_a_comment_has_no_tick(
    client: Client, is_story: bool
) -> None:
    story = make.story(blocks=[make.text(MAYOR if is_story else "Another matter altogether.")])
    thread = make.thread(story)
    first = make.comment(thread, source="Hm." if is_story else MAYOR)
    source = "> The mayor did […] take the money."
    quoting.settled(make.comment(thread, answers=first, source=source))

    found = figure(client, story)

    assert found["data-verdict"] == "verbatim_marked"
    assert found["data-warnings"] == "elision_hides_negation"
    assert found.select_one(".verdict--good") is None
    assert found.select_one(".verdict--warn") is not None
    where = "the story above" if is_story else "comment #1"
    assert line(found) == f"From {where}, with marked cuts · A marked cut takes out a negation"
    told = client.get(f"/api/v1/stories{story.get_absolute_url()}comments").json()["comments"]
    assert told[1]["quotations"][0]["verdict"] == "verbatim_marked"
    assert told[1]["quotations"][0]["warnings"] == ["elision_hides_negation"]


def test_before_it_was_looked_at_nothing_has_a_tick(client: Client) -> None:
    story = make.story(blocks=[make.text(MAYOR)])
    comment = make.comment(make.thread(story), source=f"> {MAYOR}")
    (row,) = quoting.settled(comment)
    row.quotation.checks.all().delete()

    assert figure(client, story).select_one(".verdict--good") is None


def test_words_that_a_correction_took_out_of_the_story_are_from_it_as_it_was(
    client: Client,
) -> None:
    story = make.story(blocks=[make.text(MAYOR)])
    comment = make.comment(make.thread(story), source=f"> {MAYOR}")
    quoting.settled(comment)
    assert figure(client, story).select_one(".verdict--good") is not None
    make.story(again=story.story, blocks=[make.text("The mayor took the money, it turns out.")])

    look_again_under.func(story.pk)
    quoting.look_at_waiting()

    found = figure(client, story)
    assert line(found) == "From the story above, as it was then"
    assert found.select_one(".verdict--good") is None
    assert found["data-warnings"] == "source_changed"

    make.story(again=story.story, blocks=[make.text(MAYOR)])
    look_again_under.func(story.pk)
    quoting.look_at_waiting()

    assert line(figure(client, story)) == "From the story above"


def test_a_correction_of_the_story_has_its_quotations_looked_at(
    django_capture_on_commit_callbacks,
) -> None:
    story = make.story(blocks=[make.text(MAYOR)])
    quoting.settled(make.comment(make.thread(story), source=f"> {MAYOR}"))

    with django_capture_on_commit_callbacks(execute=True):
        make.story(again=story.story, blocks=[make.text("Another matter altogether.")])

    from django_tasks_db.models import DBTaskResult

    (waiting,) = DBTaskResult.objects.filter(task_path__endswith="look_again_under")
    assert waiting.args_kwargs["args"] == [story.pk]


def test_words_of_a_comment_that_was_edited_or_removed_are_from_it_as_it_was(
    client: Client,
) -> None:
    story, author = make.story(), make.reader()
    first = make.comment(make.thread(story), by=author, source=MAYOR, at=timezone.now())
    comment = make.comment(first.thread, source=f"On #1:\n\n> {MAYOR}")
    quoting.settled(comment)
    assert figure(client, story).select_one(".quoted__line a")["href"].endswith("comments/1/")

    actions.edit_comment(
        comment=first, author=author, version=1, subject="A word", source="He took it all."
    )
    quoting.look_at_waiting()

    assert line(figure(client, story)) == "From comment #1, as it was then"
    assert figure(client, story).select_one(".verdict--good, .quoted__line a") is None
    row = comment.quotations.get()
    assert (row.origin, row.of_number) == (Origin.COMMENT, 1)

    actions.edit_comment(comment=first, author=author, version=2, subject="A word", source=MAYOR)
    quoting.look_at_waiting()
    assert line(figure(client, story)) == "From comment #1"

    actions.remove_own_comment(comment=Comment.objects.get(pk=first.pk))
    quoting.look_at_waiting()
    assert line(figure(client, story)) == "From comment #1, as it was then"
