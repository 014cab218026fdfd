"""Readers tell the editors of newer counts and of what became of claims, without script."""

from __future__ import annotations

import json
from datetime import date

import pytest
from bs4 import Tag
from django.test import Client

from pasquino.accounts import data
from pasquino.accounts.closing import close_account
from pasquino.accounts.limit import Limit
from pasquino.accounts.models import Role, User
from pasquino.accounts.suspending import suspend
from pasquino.discussion.models import Comment
from pasquino.figures import actions as figures
from pasquino.figures import newer_views
from pasquino.figures.models import FigureProposal
from pasquino.outlooks import actions as outlooks
from pasquino.outlooks.models import AssessmentProposal, OutlookClaim
from pasquino.sources.models import CaptureRequest, Work
from pasquino.stories.models import StoryOutlook
from tests import make
from tests.discussion import figuring_made as made
from tests.journeys.writing import Member
from tests.outlooks.expected import outlook

pytestmark = pytest.mark.django_db

COUNT = {
    "words": "about 340 boats",
    "as_of": "2026-03",
    "url": "https://count.example/march",
    "note": "They counted at night, too.",
}
FOUND = {
    "verdict": "confirmed",
    "on": "2026-03",
    "reason": "The wall was built.",
    "url": "https://gazette.example/wall",
}


def refusals(member: Member) -> list[str]:
    return [tag.get_text(" ", strip=True) for tag in member.page().select(".form__refusal")]


def links(member: Member, part: str) -> list[str]:
    return [str(a["href"]) for a in member.page().select("main a") if part in str(a["href"])]


def test_a_reader_tells_of_a_newer_count_and_hears_what_became_of_it() -> None:
    figure, reader = made.published(), make.reader()
    member = Member(reader)
    address = figure.get_absolute_url()
    member.answer = Client().get(address)
    assert links(member, "newer/") == [f"{address}newer/"]

    member.send(member.open(f"{address}newer/"), **COUNT)

    assert "Thank you." in member.words()
    proposal = FigureProposal.objects.get()
    assert (proposal.figure, proposal.by, proposal.from_address) == (figure, reader, "")
    assert (proposal.words, proposal.as_of, proposal.url) == (
        COUNT["words"], COUNT["as_of"], COUNT["url"],
    )  # fmt: skip
    member.answer = member.client.get("/account/newer-counts/")
    assert "not decided yet" in member.words()

    figures.decline_proposal(
        proposal=proposal, answer="That page counts <b>carts</b>.", by=make.person("", Role.EDITOR)
    )
    member.answer = member.client.get("/account/newer-counts/")
    assert "declined" in member.words()
    assert "That page counts <b>carts</b>." in member.words()
    assert "/account/newer-counts/" in member.client.get("/account/").content.decode()


def test_nothing_is_fetched_and_no_source_made_for_a_proposal() -> None:
    member, figure = Member(make.reader()), made.published()

    member.send(member.open(f"{figure.get_absolute_url()}newer/"), **COUNT)

    assert FigureProposal.objects.exists()
    assert not Work.objects.filter(addresses__url__contains="count.example").exists()
    assert not CaptureRequest.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"words": " "}, "the words are the figure"),
        ({"words": "9" * 301}, "This may have 300 characters; yours has 301."),
        ({"url": "javascript:alert(1)"}, "This is not the address of a web page."),
        ({"url": ""}, "Give the address of the page where it stands."),
        ({"as_of": "soon"}, "2017"),
        ({"as_of": "2026-13"}, "2017"),
        ({"note": "x" * 1001}, "This may have 1000 characters; yours has 1001."),
        ({"words": "12\x00"}, "Null characters are not allowed."),
    ],
)
def test_a_refused_newer_count_says_why_and_loses_nothing(
    wrong: dict[str, str], sentence: str
) -> None:
    member, figure = Member(make.reader()), made.published()
    form = member.open(f"{figure.get_absolute_url()}newer/")

    answer = member.send(form, **(COUNT | wrong))

    assert answer.status_code == 422
    assert any(sentence in said for said in refusals(member)), refusals(member)
    assert member.form().fields["note"] == (COUNT | wrong)["note"]
    assert not FigureProposal.objects.exists()


def test_the_same_count_sent_twice_is_proposed_once() -> None:
    member, figure = Member(make.reader()), made.published()
    form = member.open(f"{figure.get_absolute_url()}newer/")

    member.send(form, **COUNT)
    member.send(form, **COUNT)

    assert FigureProposal.objects.count() == 1


def test_who_tells_too_much_in_a_day_is_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newer_views, "PROPOSALS", Limit(1, 86_400))
    member, figure = Member(make.reader()), made.published()
    form = member.open(f"{figure.get_absolute_url()}newer/")
    member.send(form, **COUNT)

    answer = member.send(form, **(COUNT | {"words": "about 350 boats"}))

    assert answer.status_code == 429
    assert "Try again in" in refusals(member)[0]
    assert FigureProposal.objects.count() == 1


def test_who_is_suspended_or_not_signed_in_proposes_nothing() -> None:
    reader, figure = make.reader(), made.published()
    address = f"{figure.get_absolute_url()}newer/"
    member = Member(reader)
    form = member.open(address)
    suspend(account=reader, by=make.person("", Role.MODERATOR), reason="Threats.", until=None)

    assert member.send(form, **COUNT).status_code == 403
    assert "suspended" in refusals(member)[0]
    assert Client().get(address)["Location"].startswith("/account/")
    assert not FigureProposal.objects.exists()


def test_a_figure_that_is_not_public_has_no_form() -> None:
    figure = made.hidden()

    assert Member(make.reader()).client.get(f"/figures/{figure.pk}/newer/").status_code == 404
    assert Member(make.reader()).client.get(f"/figures/{2**70}/newer/").status_code == 404


def beside(figure: int) -> Comment:
    """A comment that names a figure."""
    return made.comment(source=f"By now more than fig:{figure}.")


def test_a_comment_that_gives_a_newer_count_is_named_to_the_editors() -> None:
    figure = made.published()
    comment = beside(figure.pk)
    member = Member(make.reader())
    member.answer = Client().get(comment.get_absolute_url())
    (tell,) = links(member, "/tell/")
    member.answer = member.client.get(tell)
    (form_at,) = links(member, "/newer/")

    member.send(member.open(form_at), **COUNT)

    assert "Back to comment #1" in member.words()
    assert FigureProposal.objects.get().from_address == comment.get_absolute_url()


def test_another_figure_is_chosen_by_its_number() -> None:
    figure, comment = made.published(), beside(made.published("about 9 carts", 9).pk)
    client = Member(make.reader()).client
    tell = f"{comment.get_absolute_url()}tell/"

    assert client.get(tell, {"figure": f"fig:{figure.pk}"})["Location"].endswith(
        f"/newer/{figure.pk}/"
    )
    for wrong in ("fig:999999999999", "1" * 40, "٣", "<script>", str(made.hidden().pk)):
        answer = client.get(tell, {"figure": wrong})
        assert answer.status_code == 422
        assert "No figure of this number is published here." in answer.content.decode()
        assert "<script>alert" not in answer.content.decode()


def test_a_comment_without_figures_near_it_offers_nothing_to_tell() -> None:
    page = Client().get(made.comment().get_absolute_url()).content.decode()

    assert "/tell/" not in page


@pytest.mark.parametrize("state", [Comment.State.HELD, Comment.State.REMOVED_BY_AUTHOR])
def test_a_comment_that_nobody_may_read_tells_the_editors_nothing(state: int) -> None:
    figure = made.published()
    comment = beside(figure.pk)
    Comment.objects.filter(pk=comment.pk).update(state=state)
    client = Member(make.reader()).client

    for path in ("tell/", f"newer/{figure.pk}/"):
        assert client.get(f"{comment.get_absolute_url()}{path}").status_code == 404


def shown_claim() -> tuple[OutlookClaim, Comment]:
    """A claim of an outlook that a story shows, and a comment below that story."""
    shown, story = outlook(), make.story()
    StoryOutlook.objects.create(story=story.story, outlook=shown, block="b")
    claim = shown.claims.order_by("order").first()
    assert claim is not None
    return claim, make.comment(make.thread(story), source="They have built it by now.")


def test_an_assessment_proposed_from_a_comment_is_credited_to_it_once_editors_follow() -> None:
    claim, comment = shown_claim()
    member, editor = Member(make.reader()), make.person("", Role.EDITOR)
    member.answer = Client().get(comment.get_absolute_url())
    (tell,) = links(member, "/tell/")
    member.answer = member.client.get(tell)
    form_at = next(at for at in links(member, "/assess/") if at.endswith(f"/{claim.pk}/"))

    member.send(member.open(form_at), **FOUND)

    assert "Thank you." in member.words()
    proposal = AssessmentProposal.objects.get()
    assert (proposal.verdict, proposal.on, proposal.url) == (
        FOUND["verdict"], FOUND["on"], FOUND["url"],
    )  # fmt: skip
    assert proposal.from_address == comment.get_absolute_url()
    assert not claim.assessments.exists()

    outlooks.accept_proposal(
        proposal=proposal, by=editor, on=date(2026, 3, 2), answer="Well seen."
    )
    page = Client().get(f"/outlooks/{claim.outlook_id}/claims/{claim.key}/").content.decode()
    assert "proposed by a reader in comment #1" in page
    member.answer = member.client.get("/account/assessments/")
    assert "accepted" in member.words()
    assert "Well seen." in member.words()


def test_a_claims_own_page_leads_to_the_form_and_a_refusal_loses_nothing() -> None:
    claim, _comment = shown_claim()
    address = f"/outlooks/{claim.outlook_id}/claims/{claim.key}/"
    member = Member(make.reader())
    member.answer = Client().get(address)
    (form_at,) = links(member, "/propose/")
    form = member.open(form_at)

    for wrong, sentence in (
        ({"verdict": "true"}, "Choose one of the verdicts"),
        ({"url": ""}, "Give the address"),
        ({"url": "ftp://x.example/"}, "not the address of a web page"),
        ({"on": "tomorrow"}, "2017-03-07"),
        ({"on": "2999"}, "This day has not come yet."),
        ({"reason": " "}, "Say why"),
    ):
        answer = member.send(form, **(FOUND | wrong))
        assert answer.status_code == 422
        assert any(sentence in said for said in refusals(member)), (wrong, refusals(member))
        if "reason" not in wrong:
            area = member.page().select_one("textarea[name=reason]")
            assert isinstance(area, Tag)
            assert area.get_text().strip() == FOUND["reason"]
    assert not AssessmentProposal.objects.exists()


def proposed(reader: User) -> None:
    """One proposal of each kind by this reader."""
    claim, comment = shown_claim()
    at = comment.get_absolute_url()
    figures.propose_newer(
        figure=made.published(), words="9", url="https://x.example/", by=reader, from_address=at
    )
    outlooks.propose_assessment(
        claim=claim, verdict="refuted", on="2026", url="https://x.example/", by=reader
    )


def test_members_take_their_proposals_along_and_leave_them_without_a_name() -> None:
    reader = make.reader()
    proposed(reader)

    kept = json.loads("".join(data.stream(reader)))

    assert [row["words"] for row in kept["proposed_newer_counts"]] == ["9"]
    assert [row["verdict"] for row in kept["proposed_assessments"]] == ["refuted"]

    close_account(person=reader, keeps_comments=True)

    assert FigureProposal.objects.get().by is None
    assert AssessmentProposal.objects.get().by is None
