"""Numbers in a draft are proposed as figures; two clicks make one, and none comes twice."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from wagtail.test.utils.form_data import rich_text

from pasquino.accounts.models import Role
from pasquino.figures import actions
from pasquino.figures.models import Figure
from pasquino.sources import works
from pasquino.stories import previews
from pasquino.stories.models import MarkedFigure, Story, StoryFigure
from tests import make
from tests.stories import desk

pytestmark = pytest.mark.django_db

TEXT = "<p>About 2,300 households lost power, including 689 in the old town.</p>"


def write(client: Any, *texts: str) -> Story:
    return desk.write(client, blocks=[("text", rich_text(text)) for text in texts or (TEXT,)])


def panel(client: Any, story: Story) -> str:
    """The part of the form that tells of numbers."""
    page = client.get(f"/desk/pages/{story.pk}/edit/").content.decode()
    return page.partition('id="desk-figures"')[2].partition("</section>")[0]


def forms(client: Any, story: Story) -> list[str]:
    """Where the first click leads, for each number that is proposed."""
    found = re.findall(r'href="(/desk/figures/of-story/[^"]+)"', panel(client, story))
    return [address.replace("&amp;", "&") for address in found]


def filled(page: Any) -> dict[str, str]:
    """The form as it came, sent back as it is."""
    fields = page.context["form"]
    return {field.html_name: "" if field.value() is None else field.value() for field in fields}


def press(client: Any, story: Story, deed: str) -> Any:
    return client.post(f"/desk/figures/of-story/{story.pk}/deed/", {"deed": deed}, follow=True)


def draft_of(story: Story) -> Any:
    return Story.objects.get(pk=story.pk).get_latest_revision_as_object()


def value(address: str) -> str:
    return parse_qs(urlsplit(address).query)["at"][0]


def test_two_clicks_make_a_number_a_figure(client: Any) -> None:
    desk.signed_in(client, Role.WRITER)
    story = write(client)

    first = client.get(forms(client, story)[0])
    second = client.post(first.request["PATH_INFO"] + "?" + first.request["QUERY_STRING"],
                         filled(first), follow=True)  # fmt: skip

    assert second.status_code == 200
    figure = Figure.objects.get()
    assert (figure.qualifier, str(figure.amount)) == ("about", "2300.000000")
    assert figure.population == "households lost power"
    assert [row.figure_id for row in draft_of(story).marked_figures.all()] == [figure.pk]


def test_what_the_words_after_a_number_say_is_guessed(client: Any) -> None:
    desk.signed_in(client, Role.WRITER)
    story = write(client)

    page = client.get(forms(client, story)[1])

    assert page.context["form"]["population"].value() == "in the old town"
    assert page.context["form"]["qualifier"].value() == "exactly"


def test_the_source_of_the_quotation_it_stands_in_is_chosen(client: Any) -> None:
    desk.signed_in(client, Role.WRITER)
    work = works.work_for(url="https://example.org/weir", title="On weirs")
    quoted = desk.quotation("We saw about 400 boats.", link="https://example.org/weir")
    story = desk.write(client, blocks=[quoted])

    page = client.get(forms(client, story)[0])

    assert page.context["form"]["source"].value() == work.pk


def test_a_figure_of_the_draft_is_published_with_it(client: Any) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = write(client)
    address = forms(client, story)[0]
    client.post(address, {**filled(client.get(address)), "as_of": "2026-03"})

    draft_of(story).save_revision(clean=False).publish()

    row = StoryFigure.objects.get()
    assert (row.words, row.role) == ("About 2,300", "inline")


def test_a_known_figure_of_the_same_words_is_offered_and_is_one_click(client: Any) -> None:
    desk.signed_in(client, Role.WRITER)
    figure = actions.record_figure(words="about 2,300 households", population="of the river")
    story = write(client)
    assert f"It is figure {figure.pk}: <bdi>of the river</bdi>" in panel(client, story)

    press(client, story, f"use-{figure.pk} {value(forms(client, story)[0])}")

    assert Figure.objects.count() == 1
    assert [row.figure_id for row in draft_of(story).marked_figures.all()] == [figure.pk]


def test_a_dismissed_number_stays_dismissed_when_the_text_grows(client: Any) -> None:
    desk.signed_in(client, Role.WRITER)
    story = write(client)
    press(client, story, f"dismiss {value(forms(client, story)[1])}")
    assert len(forms(client, story)) == 1

    draft = draft_of(story)
    draft.body[0].value.source = "<p>It rained.</p>" + TEXT
    draft.save_revision(clean=False)

    assert len(forms(client, story)) == 1


def test_words_that_are_no_figure_any_more_are_proposed_again(client: Any) -> None:
    desk.signed_in(client, Role.WRITER)
    story = write(client)
    address = forms(client, story)[0]
    client.post(address, filled(client.get(address)))
    assert len(forms(client, story)) == 1

    press(client, story, f"let-go {value(address)}")

    assert len(forms(client, story)) == 2
    assert Figure.objects.count() == 1


def test_words_that_stand_no_longer_are_said(client: Any) -> None:
    desk.signed_in(client, Role.WRITER)
    story = write(client)
    address = forms(client, story)[0]
    client.post(address, filled(client.get(address)))

    draft = draft_of(story)
    draft.body[0].value.source = "<p>Many households lost power.</p>"
    draft.save_revision(clean=False)

    assert "stand in the text no longer" in panel(client, story)


def test_the_preview_of_a_draft_shows_its_figures_with_their_source(client: Any) -> None:
    desk.signed_in(client, Role.WRITER)
    work = works.work_for(url="https://example.org/count", title="The count")
    story = write(client)
    address = forms(client, story)[0]
    client.post(address, {**filled(client.get(address)), "source_number": work.pk})

    page = client.get(previews.link_to(draft_of(story))).content.decode()

    assert "About 2,300</a></data>" in page
    assert "<bdi>The count</bdi>" in page


def test_saving_the_form_keeps_the_figures_of_the_draft(client: Any) -> None:
    desk.signed_in(client, Role.WRITER)
    story = write(client)
    address = forms(client, story)[0]
    client.post(address, filled(client.get(address)))

    block = draft_of(story).body[0]
    sent = desk.form("Another headline")
    sent |= {"body-0-id": block.id, "body-0-value": rich_text(TEXT)}
    answer = client.post(f"/desk/pages/{story.pk}/edit/", sent)

    assert answer.status_code == 302
    draft = draft_of(story)
    assert draft.title == "Another headline"
    assert draft.marked_figures.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"as_of": "last year"}, "Give the date as exactly as it is known"),
        ({"qualifier": "exactly", "amount": ""}, "No number is found in these words."),
        ({"source_number": "99999"}, "No source has this number"),
        ({"amount": "many"}, "Enter a number."),
        ({"population": "a" * 401}, "at most 400 characters"),
        ({"producer_name": "a" * 201}, "at most 200 characters"),
    ],
)
def test_a_refused_figure_says_why_and_keeps_what_was_typed(
    client: Any, fields: dict[str, str], sentence: str
) -> None:
    desk.signed_in(client, Role.WRITER)
    story = write(client)
    address = forms(client, story)[0]
    sent = {**filled(client.get(address)), "via": "the mill", **fields}

    answer = client.post(address, sent)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'value="the mill"' in answer.content.decode()
    assert not Figure.objects.exists()


def test_a_number_whose_text_was_changed_meanwhile_becomes_no_figure(client: Any) -> None:
    desk.signed_in(client, Role.WRITER)
    story = write(client)
    address = forms(client, story)[0]
    sent = filled(client.get(address))
    draft = draft_of(story)
    draft.body[0].value.source = "<p>Many households lost power.</p>"
    draft.save_revision(clean=False)

    answer = client.post(address, sent, follow=True)

    assert "has been changed since this page was made" in answer.content.decode()
    assert not Figure.objects.exists()


def test_a_story_that_somebody_locked_is_not_changed(client: Any) -> None:
    desk.signed_in(client, Role.WRITER)
    story = write(client)
    address = forms(client, story)[0]
    figure = actions.record_figure(words="About 2,300 households")
    Story.objects.filter(pk=story.pk).update(
        locked=True, locked_by=make.person("Ida", Role.EDITOR)
    )

    answer = press(client, story, f"use-{figure.pk} {value(address)}")

    assert "Somebody has locked this story" in answer.content.decode()
    assert not MarkedFigure.objects.exists()


def test_who_may_not_edit_a_story_makes_nothing_in_it_a_figure(client: Any) -> None:
    desk.signed_in(client, Role.WRITER, "Ada")
    story = write(client)
    address = forms(client, story)[0]
    desk.signed_in(client, Role.WRITER, "Bert")

    assert client.get(address, follow=True).redirect_chain[-1][0] == "/desk/"
    assert not Figure.objects.exists()


@pytest.mark.parametrize(
    "deed", ["", "use-x", "use-1", f"dismiss {'a' * 9}", "use-9 a 1 b", "\x00"]
)
def test_a_hostile_deed_changes_nothing(client: Any, deed: str) -> None:
    desk.signed_in(client, Role.WRITER)
    story = write(client)

    answer = client.post(f"/desk/figures/of-story/{story.pk}/deed/", {"deed": deed})

    assert answer.status_code in (302, 404)
    assert not MarkedFigure.objects.exists()
