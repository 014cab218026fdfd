"""A reader quotes in a comment, is told what is missing, marks the cut by a click, and posts."""

from __future__ import annotations

import pytest
from bs4 import Tag

from pasquino.accounts.models import User
from pasquino.discussion.actions import settle_quotations
from pasquino.discussion.models import Comment, CommentQuotation
from pasquino.quotations.models import QuoteCheck
from pasquino.sources import works
from pasquino.stories.models import PublishedStory, StorySource
from tests import make
from tests.discussion import quoting_made as quoting
from tests.fixtures import fixture
from tests.journeys.test_seed_page import bring
from tests.journeys.writing import Form, Member

pytestmark = pytest.mark.django_db
REPORT = "https://report.example/2017/marines"


def known(name: str = "") -> User:
    """A member whose first comments are behind them."""
    member, elsewhere = make.reader(name), make.thread()
    for _ in range(3):
        make.comment(elsewhere, by=member)
    return member


def written(address: str, source: str, **fields: str) -> tuple[Member, Form]:
    """A member who has written a comment and pressed Preview."""
    member = Member(known())
    form = member.open(address)
    member.send(form, "preview", subject="Yes", source=source, **fields)
    return member, member.form()


def figure(member: Member, place: int = 1) -> Tag:
    """A quotation in the preview that is open."""
    found = member.page().select(".writing__preview figure.quotation")[place - 1]
    assert isinstance(found, Tag)
    return found


def line(found: Tag) -> str:
    return " ".join(found.select_one(".quoted__line").get_text(" ", strip=True).split())


def new(story: PublishedStory) -> str:
    return f"{story.get_absolute_url()}comments/new/"


def test_comment_four_of_the_seed_posted_afresh_is_told_of_174_words_and_marks_them() -> None:
    story = bring()
    report = works.work_for(url=REPORT, title="The marines report")
    StorySource.objects.create(story=story.story, work=report, place=9)
    quoting.copy(report, fixture("seed/sources/marines-report.txt").read_text())
    fourth = Comment.objects.get(thread__story=story, number=4)
    words = fourth.quotations.get().quotation.text.replace("\n\n", "\n>\n> ")
    source = f"Yes there is a cap\n\n> {words}\n\nI *suppose*."

    member, form = written(new(story), source)
    assert line(figure(member)) == (
        "174 words are missing between your two sentences: mark the cut?"
    )
    assert figure(member)["data-verdict"] == "altered"

    assert member.send(form, fix="1:mark").status_code == 200
    form = member.form()
    assert form.fields["source"] == source.replace(
        "> Under the existing", "> […] Under the existing"
    )
    assert figure(member)["data-verdict"] == "verbatim_marked"
    assert "with marked cuts" in line(figure(member))

    assert member.send(form, "post").status_code == 303
    posted = Comment.objects.get(thread__story=story, number=9)
    settle_quotations(posted.pk)
    check = QuoteCheck.objects.get(quotation__comment_quotations__comment=posted, stale_at=None)
    assert check.status == "verbatim_marked"

    settle_quotations(fourth.pk)
    check = QuoteCheck.objects.get(quotation__comment_quotations__comment=fourth, stale_at=None)
    assert (check.status, check.kind, check.words_omitted) == ("altered", "omission", 174)
    page = Member().client.get(story.get_absolute_url()).content.decode()
    assert "174 words are missing without a mark" in page
    assert fourth.text.source.count("[…]") == 0


def test_the_words_of_the_source_are_put_back_by_a_click() -> None:
    story = quoting.story()
    quoting.copy(quoting.work())
    source = f"So:\n\n> {quoting.WHOLE.replace('the mill had', '*a* mill had')}\n\nThat is all."

    member, form = written(new(story), source)
    assert line(figure(member)) == "Differs from “The gauge at the weir”:"
    assert [tag.get_text() for tag in figure(member).select("del, ins")] == ["the", "a"]

    member.send(form, fix="1:restore")

    assert "That is all." in member.form().fields["source"]
    assert figure(member)["data-verdict"] == "verbatim"
    assert line(figure(member)) == "Found word for word in “The gauge at the weir”."


def test_who_names_no_source_is_asked_for_one_and_it_is_written_into_the_text() -> None:
    quoting.copy(quoting.public_work())
    story = make.story()

    member, form = written(new(story), f"> {quoting.WHOLE}\n\nSo.")
    assert line(figure(member)).startswith("Source not given.")
    field = figure(member).select_one("input[name=source-1]")
    assert field["form"] == "writing-form"
    assert member.page().select_one("form#writing-form")

    member.send(form, "preview", **{"source-1": f" {quoting.URL}#top "})
    assert member.form().fields["source"] == (f"> {quoting.WHOLE}\n>\n> — <{quoting.URL}>\n\nSo.")
    assert line(figure(member)).startswith("Found word for word")
    assert figure(member).select_one("input") is None


def test_an_address_in_the_field_is_not_lost_when_it_is_posted_at_once() -> None:
    story = make.story()
    member, form = written(new(story), "> Words of somebody else.\n\nSo.")

    answer = member.send(form, "post", **{"source-1": "https://else.example/a"})

    assert answer.status_code == 303
    row = CommentQuotation.objects.get()
    assert (row.origin, row.url) == (CommentQuotation.Origin.GIVEN, "https://else.example/a")


def test_what_is_no_address_is_refused_in_a_sentence_and_comes_back() -> None:
    story = make.story()
    member, form = written(new(story), "> Words of somebody else.\n\nSo.")

    answer = member.send(form, "post", **{"source-1": "the radio"})

    assert answer.status_code == 422
    assert "This is not the address of a web page" in figure(member).get_text()
    assert figure(member).select_one("input")["value"] == "the radio"
    assert member.form().fields["source"] == "> Words of somebody else.\n\nSo."
    assert not Comment.objects.filter(thread__story=story).exists()


def test_a_preview_of_a_page_we_hold_only_a_part_of_says_no_more_than_is_known() -> None:
    quoting.copy(quoting.public_work(), "The gauge stood at four on Monday. Subscribe", "partial")

    member, _form = written(new(make.story()), f"> {quoting.CUT}\n> — {quoting.URL}")

    assert figure(member)["data-verdict"] == "cannot_tell"
    assert line(figure(member)) == "Could not be checked: we hold only a part."


def test_words_from_above_are_recognised_and_no_source_is_asked_for() -> None:
    story = make.story(blocks=[make.text("Nobody had counted the sandbags yet.")])
    first = make.comment(make.thread(story), source="The mill had lost its wheel by then.")

    source = "> Nobody had counted the sandbags yet.\n\n> The mill had lost its wheel by then."
    member, _form = written(f"{first.get_absolute_url()}reply/", source)

    assert [line(figure(member, place)) for place in (1, 2)] == [
        "From the story above, word for word.",
        "From comment #1, word for word.",
    ]
    assert not member.page().select("input[name^=source-]")


def test_only_twenty_quotations_are_checked_and_the_page_says_so() -> None:
    source = "\n\n".join(f"> Somebody said thing number {n}." for n in range(25))

    member, _form = written(new(make.story()), source)

    assert len(member.page().select(".quoted--preview")) == 20
    assert "The first 20 quotations are checked" in member.words()


def test_an_edit_and_an_addition_are_told_the_same() -> None:
    story = quoting.story()
    quoting.copy(quoting.work())
    author = known()
    member = Member(author)
    member.send(member.open(new(story)), "post", subject="Yes", source="It was the mill.")
    address = f"{story.get_absolute_url()}comments/1/"

    for deed in ("edit", "add"):
        member.send(member.open(f"{address}{deed}/"), "preview", source=f"> {quoting.CUT}")
        assert line(figure(member)).startswith("17 words are missing between")
        member.send(member.form(), fix="1:mark")
        assert figure(member)["data-verdict"] == "verbatim_marked"
        assert "[…]" in member.form().fields["source"]


def test_clicks_are_limited_as_previews_are_and_nothing_is_lost(settings) -> None:
    from pasquino.accounts.limit import Limit

    story = make.story()
    member, form = written(new(story), "> Words.")
    settings.LIMITS = settings.LIMITS | {"previews": Limit(1, 600)}

    answer = member.send(form, fix="1:mark")

    assert answer.status_code == 429
    assert member.form().fields["source"] == "> Words."


def test_a_cut_before_an_opening_quotation_mark_is_between_two_sentences() -> None:
    report = (
        "It rose before midnight. Nobody slept by the river that night. “We were lucky,” she said."
    )
    quoting.copy(quoting.public_work(), report)
    words = "It rose before midnight. “We were lucky,” she said."

    member, _form = written(new(make.story()), f"> {words}\n> — {quoting.URL}")

    assert "missing between your two sentences" in line(figure(member))


def test_what_a_preview_has_no_time_for_is_said_to_be_checked_after_posting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pasquino.discussion.quotation_preview.LONGEST_COPY", 10)
    quoting.copy(quoting.public_work())

    member, _form = written(new(make.story()), f"> {quoting.WHOLE}\n> — {quoting.URL}")

    assert line(figure(member)) == "Not looked at yet: it is checked after you post."
