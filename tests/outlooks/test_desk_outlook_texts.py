"""At the desk outlooks are written and put right as text, and brought in; nothing is lost."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pasquino.accounts.models import Role
from pasquino.outlooks import documents, records
from pasquino.outlooks.models import Outlook, OutlookPolicy
from pasquino.outlooks.plain_text_writing import written
from tests.outlooks.expected import assess, claim, claim_said, document, group, outlook
from tests.outlooks.in_public import a_room_that_shows
from tests.stories import desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_desk(client: Client) -> None:
    desk.signed_in(client, Role.EDITOR, "Edda Editor")


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_new_outlook_is_written_as_text(client) -> None:
    begun = text(client.get("/desk/outlooks/new/"))
    sent = "title: The bridge\nby: Ada\n@ Ada\n# The town\n- walk (may)\n! It stands (will)"

    answer = client.post("/desk/outlooks/new/", {"text": sent})

    assert "review on: " in begun
    made = Outlook.objects.get()
    assert answer["Location"] == f"/desk/outlooks/{made.pk}/"
    assert (made.title, made.claims.get().modality) == ("The bridge", "will")
    assert str(made.created_by) == "Edda Editor"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("! It stands", "Its claims read “open”."),
        ("review on: 2020-03-07\n! It stands", "Its claims read “not assessed, overdue"),
        ("# The town", "It has no claims yet."),
    ],
)
def test_a_new_outlook_is_told_as_what_its_claims_read(client, lines: str, said: str) -> None:
    sent = {"text": f"title: The bridge\n{lines}"}

    shown = text(client.post("/desk/outlooks/new/", sent, follow=True))

    assert f"The outlook is recorded. {said}" in shown


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("title: The bridge\n\nIt stands", "Line 3: A line begins with one of the marks"),
        ("! It stands", "title: It is missing, and must be there."),
        ("title: The bridge\nstated on: spring", "Line 2: “spring” is not allowed here."),
    ],
)
def test_a_refused_text_comes_back_as_it_was(client, sent: str, said: str) -> None:
    answer = client.post("/desk/outlooks/new/", {"text": sent})

    assert answer.status_code == 422
    assert said in text(answer)
    assert sent in answer.content.decode()
    assert not Outlook.objects.exists()


def revised(client: Client, made: Outlook, before: str, after: str, **sent: str):
    """The form of an outlook, sent with something else in its text."""
    whole = written(documents.export(Outlook.objects.get(pk=made.pk)))
    assert before in whole
    page = f"/desk/outlooks/{made.pk}/text/"
    given = {"text": whole.replace(before, after), "reason": "Printed so."} | sent
    return client.post(page, given)


def test_an_outlook_is_put_right_as_text_and_keeps_the_rest(client) -> None:
    made = outlook(caution={"text": "Take care."}, groups=[group(aka=["the hill"])])
    first = claim("C1", made)
    assess(first)

    answer = revised(client, made, "The new town", "The upper town")

    assert answer["Location"] == f"/desk/outlooks/{made.pk}/"
    again = Outlook.objects.get()
    assert again.nodes.get(key="G1").label == "The upper town"
    assert again.nodes.get(key="G1-a").evidence[0]["textStart"] == "The wall will hold"
    assert again.caution == {"text": "Take care."}
    assert records.standing_of(first).state == "refuted"
    assert "Printed so." in text(client.get(f"/desk/outlooks/{made.pk}/"))


def test_people_condition_and_review_dates_are_put_right_too(client) -> None:
    made = outlook(horizon={"review_on": ["2027-01-01"]})

    for before, after in (
        ("review on: 2027-01-01", "review on: 2027-02-01; 2028-02-01"),
        ("The river rises by a metre", "The river rises by two metres"),
        ("@ [P1] Ada Quill", "@ [P1] Ada Quill\n  role: engineer"),
    ):
        answer = revised(client, made, before, after)
        assert answer.status_code == 302, text(answer)

    again = Outlook.objects.get()
    assert [str(one.on) for one in again.review_dates.all()] == ["2027-02-01", "2028-02-01"]
    assert again.condition == "The river rises by two metres"
    assert again.people.get(key="P1").role == "engineer"
    assert again.changes.count() == 3


@pytest.mark.parametrize(
    ("before", "after", "sent", "said"),
    [
        ("The new town", "The upper town", {"reason": " "}, "Say why in a few words"),
        ("# [G2]", "nonsense", {}, "Line "),
        ("! [C1] The wall", "! [C1] No wall", {}, "The words and the modality of claim C1 stay"),
        ("! [C1] The wall holds, C1 (may)", "", {}, "was assessed, readers have said"),
        ("The new town", "The upper town", {"seen": "0000"}, "Somebody else has put this outlook"),
    ],
)
def test_a_refused_revision_changes_nothing_and_loses_nothing(
    client, before: str, after: str, sent: dict[str, str], said: str
) -> None:
    made = outlook(groups=[group(), {"id": "G2", "label": "T", "claims": [claim_said("C3")]}])
    made_by = written(documents.export(made))
    made_claim = claim("C1", made)
    assess(made_claim)
    if not after:
        before = f"{before}\n  by: P1"

    answer = revised(client, made, before, after, **sent)

    assert answer.status_code == 422
    assert said in text(answer)
    assert after in answer.content.decode()
    assert written(documents.export(Outlook.objects.get())) == made_by


def test_what_changed_meanwhile_is_shown_and_can_be_taken_over(client) -> None:
    made = outlook()

    answer = revised(client, made, "The new town", "The upper town", seen="0000")

    assert "What it says now" in text(answer)
    seen = text(answer).partition('name="seen" value="')[2].partition('"')[0]
    revised(client, made, "The new town", "The upper town", seen=seen)
    assert Outlook.objects.get().nodes.get(key="G1").label == "The upper town"


def test_the_words_of_a_published_claim_stay(client) -> None:
    made = outlook()
    with a_room_that_shows() as show:
        show(made)
        refused = revised(client, made, "holds, C2", "falls, C2")
    unpublished = revised(client, made, "holds, C2", "falls, C2")

    assert refused.status_code == 422
    assert unpublished.status_code == 302
    assert claim("C2", made).text == "The wall falls, C2"


def a_file(content: str | bytes) -> SimpleUploadedFile:
    data = content.encode() if isinstance(content, str) else content
    return SimpleUploadedFile("outlook.json", data)


def test_a_file_is_looked_at_before_it_is_brought_in(client) -> None:
    content = json.dumps(document())

    looked = client.post("/desk/outlooks/import/", {"file": a_file(content), "look": ""})
    assert "new, claims: 3, proposed assessments: 0" in text(looked)
    assert not Outlook.objects.exists()

    client.post("/desk/outlooks/import/", {"file": a_file(content)})
    assert Outlook.objects.get().claims.count() == 3
    again = client.post("/desk/outlooks/import/", {"file": a_file(content), "look": ""})
    assert "here already" in text(again)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "This is no JSON"),
        (b"\xff\xfe{", "The file is not written in UTF-8."),
        ("[]", "There is no outlook in the file."),
        (json.dumps(document(stated_on="2024")), "There is no key “stated_on” here."),
        ("", "empty"),
        ("[" + " " * 5 * 1024 * 1024, "The file has more than 5 MB."),
    ],
)
def test_a_file_that_is_not_understood_brings_nothing_in(
    client, content: str | bytes, said: str
) -> None:
    answer = client.post("/desk/outlooks/import/", {"file": a_file(content)})

    assert answer.status_code == 422
    assert said in text(answer)
    assert not Outlook.objects.exists()


def test_outlooks_are_written_out_as_files(client) -> None:
    made = outlook()

    one = client.get(f"/desk/outlooks/{made.pk}/outlook.json")
    all_of_them = client.get("/desk/outlooks/export.json")

    assert one.json() == documents.export(made)
    assert all_of_them.content == one.content
    assert "attachment" in one["Content-Disposition"]


def test_editors_say_whether_readers_are_asked(client) -> None:
    client.post("/desk/outlooks/readers/", {"readers_state_probabilities": "on"})
    assert OutlookPolicy.load().readers_state_probabilities

    client.post("/desk/outlooks/readers/", {})
    assert not OutlookPolicy.load().readers_state_probabilities
