"""An imported reader turns out to be a member: asked, decided by an editor, taken back."""

from __future__ import annotations

import pytest
from django.utils import timezone

from pasquino.accounts import claims, closing, members
from pasquino.accounts.actions import imported_reader
from pasquino.accounts.models import Claim, Role, User
from pasquino.discussion.models import Comment, Rating, Thread
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def natural() -> User:
    return imported_reader(name="Mr Natural", origin="scoop")


@pytest.fixture
def nora() -> User:
    return make.reader("Nora")


@pytest.fixture
def editor() -> User:
    return make.person("Ed", Role.EDITOR)


def asked(member: User, imported: User, *, wants_name: bool = False) -> Claim:
    return claims.ask(
        member=member, imported=imported, evidence="I know the weir.", wants_name=wants_name
    )


def accepted(member: User, imported: User, by: User, *, with_name: bool = False) -> Claim:
    claim = asked(member, imported)
    claims.accept(claim=claim, by=by, reason="Knew it.", with_name=with_name)
    claim.refresh_from_db()
    return claim


def rate(comment: Comment, rater: User, value: int) -> None:
    Rating.objects.create(comment=comment, rater=rater, value=value, rated_at=timezone.now())
    comment.rating_sum += value
    comment.rating_count += 1
    comment.save(update_fields=["rating_sum", "rating_count"])


def test_an_accepted_claim_makes_the_comments_the_members(client, nora, natural, editor) -> None:
    thread = make.thread()
    comment = make.comment(thread, by=natural)
    before = Thread.objects.get(pk=thread.pk).revision
    client.get(thread.story.get_absolute_url())  # its skeleton is kept now

    claim = accepted(nora, natural, editor)

    comment.refresh_from_db()
    assert comment.author == nora
    assert comment.revision == Thread.objects.get(pk=thread.pk).revision == before + 1
    assert "Nora" in client.get(thread.story.get_absolute_url()).content.decode()
    assert (claim.state, claim.decided_by, claim.reason) == ("accepted", editor, "Knew it.")
    assert claim.moved["comments"] == [comment.pk]


def test_the_imported_readers_page_leads_to_the_members(client, nora, natural, editor) -> None:
    accepted(nora, natural, editor)

    answer = client.get(natural.get_absolute_url())

    assert (answer.status_code, answer["Location"]) == (302, nora.get_absolute_url())


def test_nobody_has_rated_themselves_or_twice_after_a_claim(nora, natural, editor) -> None:
    thread = make.thread()
    old, own, other = (make.comment(thread, by=by) for by in (natural, nora, make.reader()))
    rate(old, nora, 5)
    rate(own, natural, 4)
    rate(other, nora, 2)
    rate(other, natural, 3)
    third = make.comment(thread)
    rate(third, natural, 1)

    accepted(nora, natural, editor)

    assert set(Rating.objects.values_list("comment", "rater", "value")) == {
        (other.pk, nora.pk, 2),
        (third.pk, nora.pk, 1),
    }
    sums = Comment.objects.order_by("number").values_list("rating_sum", "rating_count")
    assert list(sums) == [(0, 0), (0, 0), (2, 1), (1, 1)]


def test_a_claim_that_is_taken_back_gives_all_back_but_what_came_since(
    nora, natural, editor
) -> None:
    thread = make.thread()
    old = make.comment(thread, by=natural)
    rate(make.comment(thread), natural, 3)
    claim = accepted(nora, natural, editor, with_name=True)
    since = make.comment(thread, by=User.objects.get(pk=nora.pk))

    claims.undo(claim=claim, by=editor, reason="It was her brother.")

    assert set(Comment.objects.filter(author=natural)) == {old}
    assert set(Comment.objects.filter(author=nora)) == {since}
    assert Rating.objects.get().rater == natural
    nora.refresh_from_db()
    assert nora.name == "Nora"


def test_a_member_may_take_the_name_along(nora, natural, editor) -> None:
    accepted(nora, natural, editor, with_name=True)

    nora.refresh_from_db()
    assert (nora.name, nora.slug) == ("Mr Natural", "nora")


def test_a_name_that_is_taken_stops_the_decision(nora, editor) -> None:
    make.reader("Mr. Natural")
    make.reader("mr natural")
    claim = asked(nora, imported_reader(name="Mr Natural", origin="scoop"))

    with pytest.raises(members.NameTaken):
        claims.accept(claim=claim, by=editor, reason="Knew it.", with_name=True)

    claim.refresh_from_db()
    assert claim.state == Claim.State.PENDING


def test_one_imported_reader_is_one_member(nora, natural, editor) -> None:
    later = asked(make.reader(), natural)
    accepted(nora, natural, editor)

    with pytest.raises(claims.NotClaimable):
        claims.accept(claim=later, by=editor, reason="Also.", with_name=False)
    with pytest.raises(claims.NotClaimable):
        asked(make.reader(), natural)


@pytest.mark.parametrize("deed", [claims.decline, claims.accept])
def test_two_editors_do_not_decide_twice(deed, nora, natural, editor) -> None:
    claim = asked(nora, natural)
    claims.decline(claim=claim, by=editor, reason="No.")
    more = {"with_name": False} if deed is claims.accept else {}

    with pytest.raises(claims.DecidedAlready):
        deed(claim=claim, by=editor, reason="Again.", **more)


def test_members_are_not_claimed(nora) -> None:
    with pytest.raises(claims.NotClaimable):
        asked(nora, make.reader())


def test_whoever_leaves_takes_the_imported_name_with_them(client, nora, natural, editor) -> None:
    accepted(nora, natural, editor)
    old_page = natural.get_absolute_url()

    closing.close_account(person=nora, keeps_comments=True)

    natural.refresh_from_db()
    assert "Natural" not in natural.name
    assert client.get(old_page).status_code == 410
    assert Claim.objects.get().evidence == ""


def test_a_member_asks_and_an_editor_accepts_over_http(client, nora, natural, editor) -> None:
    comment = make.comment(make.thread(), by=natural)
    client.force_login(nora)
    page = client.get(natural.get_absolute_url()).content.decode()
    assert f"/account/claim/?reader={natural.slug}" in page

    wrong = client.post("/account/claim/", {"reader": "Nobody", "evidence": "My words stay."})
    client.post("/account/claim/", {"reader": "mr NATURAL", "evidence": "I know the weir."})
    again = client.post("/account/claim/", {"reader": "Mr Natural", "evidence": "Really."})

    assert wrong.status_code == again.status_code == 422
    assert "My words stay." in wrong.content.decode()
    claim = Claim.objects.get()
    client.force_login(editor)
    assert "I know the weir." in client.get("/moderation/claims/").content.decode()
    field = f"{claim.pk}-reason"
    unsaid = client.post("/moderation/claims/", {"claim": claim.pk, "decision": "accept"})
    client.post("/moderation/claims/", {"claim": claim.pk, "decision": "accept", field: "Yes."})
    assert unsaid.status_code == 422
    comment.refresh_from_db()
    assert comment.author == nora
    client.post("/moderation/claims/", {"claim": claim.pk, "decision": "undo", field: "No."})
    comment.refresh_from_db()
    assert comment.author == natural


@pytest.mark.parametrize("decision", ["accept", "decline", "undo"])
def test_editors_do_not_decide_their_own_claims(client, natural, editor, decision) -> None:
    claim = asked(editor, natural)
    if decision == "undo":
        claims.accept(
            claim=claim, by=make.person(role=Role.EDITOR), reason="Yes.", with_name=False
        )
        claim.refresh_from_db()
    before = claim.state
    client.force_login(editor)

    fields = {"claim": claim.pk, "decision": decision, f"{claim.pk}-reason": "It was me."}
    answer = client.post("/moderation/claims/", fields)

    assert answer.status_code == 422
    assert "This claim is your own. Another editor decides it." in answer.content.decode()
    claim.refresh_from_db()
    assert claim.state == before


@pytest.mark.parametrize("role", [Role.READER, Role.MODERATOR, Role.WRITER])
@pytest.mark.parametrize("address", ["/moderation/claims/", "/moderation/trust/"])
def test_only_editors_decide(client, role, address) -> None:
    client.force_login(make.person(role=role))

    assert client.get(address).status_code == 403
    assert client.post(address, {"claim": "1", "decision": "accept"}).status_code == 403


@pytest.mark.parametrize(("role", "is_shown"), [(Role.EDITOR, True), (Role.WRITER, False)])
def test_the_desk_leads_editors_to_claims_and_trust(client, role, is_shown) -> None:
    client.force_login(make.person(role=role))

    desk = client.get("/desk/").content.decode()

    assert ("/moderation/claims/" in desk) is is_shown
    assert ("/moderation/trust/" in desk) is is_shown
