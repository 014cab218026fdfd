"""Outlooks come in and go out as documents; nothing a document says is lost on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import get_language

from pasquino.outlooks import actions, documents, records, writing_out
from pasquino.outlooks.comparing import LeftOut
from pasquino.outlooks.document_format import DRAFT
from pasquino.outlooks.models import Assessment, Outlook, OutlookClaim
from pasquino.outlooks.shapes import NotUnderstood
from pasquino.sources import naming
from pasquino.sources.models import Party, Work, WorkAuthor
from pasquino.sources.parties import party_for
from tests import make
from tests.fixtures import fixture
from tests.outlooks.expected import assess, claim, claim_said, document, editor, group, outlook

pytestmark = pytest.mark.django_db
Part = dict[str, Any]


def test_the_seed_comes_in_with_its_groups_its_condition_and_its_claims() -> None:
    found = imported(seed())

    assert found.claims.count() == 17
    groups = found.nodes.filter(kind="group")
    assert [node.key for node in groups] == ["G1", "G2", "G3"]
    returnees = found.nodes.filter(kind="subgroup", parent__key="G3")
    assert [node.label for node in returnees] == [
        "Disillusioned returnees", "Operational returnees"
    ]  # fmt: skip
    assert found.condition_in_source == "When the Caliphate Falls"
    assert found.condition_as_printed == "If the Caliphate Fails"
    assert [one.on.isoformat() for one in found.review_dates.all()] == [
        "2017-09-07", "2018-03-07", "2019-03-07"
    ]  # fmt: skip
    (theatres,) = found.nodes.filter(key="G2-a")
    assert theatres.where == ["Yemen", "Libya", "West Africa", "Afghanistan"]


def test_what_the_seed_proposes_changes_no_claim() -> None:
    found = imported(seed())

    claims = list(found.claims.all())
    standings = records.standings_of(claims, date(2017, 4, 1)).values()
    assert {standing.state for standing in standings} == {"open"}
    assert not Assessment.objects.exists()
    proposals = [one for claim in claims for one in claim.proposals.all()]
    assert [(one.claim.key, one.on, one.verdict) for one in proposals] == [
        ("C1", "2018-06", ""),
        ("C5", "2017-10-31", "contested"),
        ("C5", "2018", "contested"),
    ]
    assert found.observations.get().status == "proposed"


def test_the_seed_s_claims_are_overdue_and_none_reads_open() -> None:
    found = imported(seed())

    standings = records.standings_of(found.claims.all(), date(2026, 1, 1)).values()

    assert all(standing.reads_not_assessed for standing in standings)


def test_nobody_s_words_are_laid_on_somebody_else() -> None:
    found = imported(seed())

    layers = dict(found.claims.values_list("key", "layer"))

    assert layers["C1"] == "unclear"  # paraphrased and unclear passages in its group
    assert layers["C2"] == "quoted"
    assert layers["C5"] == "quoted"
    assert layers["C12"] == "author"
    assert layers["C13"] == "none"


def test_the_seed_s_people_are_parties_unless_they_have_no_name() -> None:
    found = imported(seed())

    people = {person.key: person for person in found.people.all()}
    assert people["A1"].names_as_printed == ["Colin P. Clark", "Colin P. Clarke"]
    assert [key for key, person in people.items() if person.is_author] == ["A1", "A2"]
    assert [key for key, person in people.items() if person.party is None] == ["A3", "A4"]
    assert not Party.objects.filter(name__icontains="returnee").exists()
    assert records.said_by(claim("C13", found)) == ["comment #1"]
    assert claim("C11", found).supports == claim("C12", found)


def test_the_seed_goes_out_as_it_came_in_after_normalisation() -> None:
    draft = seed()

    assert documents.export(imported(draft)) == documents.normalised(draft)


def test_the_seed_loses_nothing_on_its_way() -> None:
    """What goes is what docs/reference/outlooks.md lists: states that follow, and two rules."""
    draft = seed()
    for key in ("claim_states", "assessment_rule", "format"):
        del draft[key]

    went_out = set(texts(documents.export(imported(draft | {"format": DRAFT}))))
    lost = {text for text in texts(draft) if text not in went_out}

    assert lost == {
        "open", "day", "year",
        "The Atlantic, Where Do ISIS Fighters Go When the Caliphate Falls?",
        "The ISIS Delusion, The Al Qaeda Reality (Huffington Post)",
    }  # fmt: skip
    works = {(work.title, str(work.publisher)) for work in Work.objects.all()}
    assert ("Where Do ISIS Fighters Go When the Caliphate Falls?", "The Atlantic") in works
    assert ("The ISIS Delusion, The Al Qaeda Reality", "Huffington Post") in works


def test_what_went_out_comes_into_an_empty_magazine_and_goes_out_the_same() -> None:
    first = imported(seed())
    assess(claim("C5", first), "contested", on=date(2018, 1, 1), reason="No attack since.")
    mistaken = assess(claim("C8", first), "confirmed", on=date(2018, 1, 1), assessor="A report")
    actions.withdraw_assessment(assessment=mistaken, reason="Another town.", by=editor())
    actions.decline_proposal(
        proposal=claim("C1", first).proposals.get(), by=editor(), answer="A forecast itself."
    )
    went_out = documents.written([first])
    empty_magazine(first)

    (second,) = documents.import_documents(documents.read(went_out))

    assert second.is_new
    assert documents.written([second.outlook]) == went_out
    standing = records.standing_of(claim("C5", second.outlook), date(2018, 2, 1))
    assert (standing.state, standing.is_settled) == ("contested", False)
    assert records.standing_of(claim("C8", second.outlook), date(2018, 2, 1)).state == "open"


def test_a_closed_account_is_named_in_the_magazine_s_language_whoever_reads(monkeypatch) -> None:
    make.magazine(language="de")
    first = outlook()
    assess(claim("C1", first))
    Assessment.objects.update(by=None)
    monkeypatch.setattr(writing_out, "gettext", lambda words: f"{get_language()}: {words}")

    with translation.override("fr"):
        said = documents.export(first)

    (found,) = said["groups"][0]["claims"][0]["assessments"]
    assert found["signed"] == "de: an account that was closed"


def test_importing_twice_changes_nothing() -> None:
    imported(seed())
    before = rows()

    (again,) = documents.import_documents([documents.normalised(seed())])

    assert (again.is_new, again.differs) == (False, False)
    assert rows() == before


def test_a_document_that_says_something_else_than_what_is_here_is_reported() -> None:
    documents.import_documents([documents.normalised(document())])

    (again,) = documents.import_documents([documents.normalised(document(kind="forecast"))])

    assert (again.is_new, again.differs) == (False, True)
    assert Outlook.objects.get().kind == ""


def test_an_assessment_since_the_import_is_no_other_saying() -> None:
    (first,) = documents.import_documents([documents.normalised(document())])
    assess(claim("C1", first.outlook))

    (again,) = documents.import_documents([documents.normalised(document())])

    assert not again.differs


def test_what_a_file_adds_to_an_outlook_that_is_here_is_counted() -> None:
    said = document()
    documents.import_documents([documents.normalised(said)])
    found_since = {
        "date": "2025-03-07", "verdict": "refuted", "sources": ["Walls and water"],
        "signed": "Bert", "at": "2025-03-08T10:00:00+00:00",
        "withdrawn": {"at": "2025-03-09T10:00:00+00:00", "because": "Another wall."},
    }  # fmt: skip
    again_found = found_since | {"at": "2025-03-10T10:00:00+00:00", "withdrawn": None}
    proposed = {"verdict": "refuted", "source": "https://river.example/flood"}
    said["groups"][0]["claims"][0] |= {
        "assessments": [found_since, again_found], "proposed_assessments": [proposed]
    }  # fmt: skip
    said["condition"]["observations"] = [{"what": "The river rose."}]
    said["horizon"] = {"review_on": ["2026-03-07"]}

    (again,) = documents.import_documents([documents.normalised(said)])

    assert (again.is_new, again.differs) == (False, False)
    assert again.left_out == LeftOut(assessments=2, proposals=1, observations=1, review_dates=1)
    assert not Assessment.objects.exists()


def test_a_withdrawal_that_only_the_file_knows_of_is_counted() -> None:
    first = imported(seed())
    mistaken = assess(claim("C8", first), "confirmed", on=date(2018, 1, 1))
    actions.withdraw_assessment(assessment=mistaken, reason="Another town.", by=editor())
    went_out = documents.read(documents.written([first]))
    Assessment.objects.update(withdrawn_at=None, withdrawn_because="")

    (again,) = documents.import_documents(went_out)

    assert again.left_out == LeftOut(assessments=1)


def test_an_outlook_that_went_out_leaves_nothing_out_when_it_comes_back() -> None:
    first = imported(seed())
    mistaken = assess(claim("C8", first), "confirmed", on=date(2018, 1, 1))
    went_out = documents.read(documents.written([first]))
    actions.withdraw_assessment(assessment=mistaken, reason="Another town.", by=editor())

    (again,) = documents.import_documents(went_out)

    assert not again.left_out


@pytest.mark.parametrize(
    "path", ["javascript:alert(1)", "https://evil.example/", "//evil.example", "/\\evil.example",
             "/a b", "comments/4/"],
)  # fmt: skip
@pytest.mark.parametrize("key", ["credit", "story"])
def test_an_assessment_leads_to_pages_of_this_magazine_only(key: str, path: str) -> None:
    said = {
        "date": "2025-03-07", "verdict": "refuted", "sources": ["Walls and water"],
        "signed": "Bert", "at": "2025-03-08T10:00:00+00:00", key: path,
    }  # fmt: skip
    wanted = document(groups=[group(claims=[claim_said("C1", assessments=[said])])])

    with pytest.raises(NotUnderstood) as refused:
        documents.normalised(wanted)

    assert refused.value.path.endswith(f"assessments[0].{key}")


def test_a_proposal_leads_to_a_page_of_this_magazine_only() -> None:
    said = {"verdict": "refuted", "source": "https://river.example/flood"}
    for path, is_taken in (("/2018/03/the-wall/comments/4/", True), ("javascript:1", False)):
        claims = [claim_said("C1", proposed_assessments=[said | {"from": path}])]
        wanted = document(groups=[group(claims=claims)])
        if is_taken:
            documents.normalised(wanted)
            continue
        with pytest.raises(NotUnderstood, match="a path in this magazine"):
            documents.normalised(wanted)


def test_several_outlooks_go_out_as_a_list_and_come_in_together() -> None:
    made = [outlook(title="One"), outlook(title="Two")]

    found = documents.import_documents(documents.read(documents.written(made)))

    assert [one.outlook for one in found] == made
    assert not any(one.is_new for one in found)


def test_an_outlook_made_at_the_desk_is_known_by_its_uuid() -> None:
    made = outlook()
    uuid, went_out = str(made.uuid), documents.written([made])
    empty_magazine(made)

    (again,) = documents.import_documents(documents.read(went_out))

    assert str(again.outlook.uuid) == uuid


def test_somebody_whose_name_looks_like_none_can_be_named() -> None:
    made = outlook(people={"P1": {"name": "bell hooks", "anonymous": False}})

    person = made.people.get()
    assert str(person.party) == "bell hooks"
    assert documents.export(made)["people"] == {"P1": {"name": "bell hooks", "anonymous": False}}


def test_two_spellings_of_somebody_in_one_work_are_proposed_as_one_person() -> None:
    made = outlook()
    other = party_for("Quill")
    assert made.work is not None
    WorkAuthor.objects.create(work=made.work, party=other)

    pairs = [{str(found.one), str(found.other)} for found in naming.proposals()]

    assert {"Ada Quill", "Quill"} in pairs


def test_a_layer_that_the_document_states_is_kept() -> None:
    stated = claim_said("C1", layer="quoted")

    made = outlook(groups=[group(claims=[stated])])

    assert claim("C1", made).layer == "quoted"
    assert documents.export(made)["groups"][0]["claims"] == [stated]


@pytest.mark.parametrize(
    ("changed", "path", "said"),
    [
        ({"heading": "x"}, "", "no key “heading” here. Allowed are: format, document, id"),
        ({"title": ""}, "title", "must be there"),
        ({"title": 3}, "title", "Only a text"),
        ({"title": "x" * 201}, "title", "201 characters; allowed are 200"),
        ({"title": "a\0b"}, "title", "cannot be stored"),
        ({"title": "a\ud800b"}, "title", "cannot be stored"),
        ({"format": "pasquino-outlook/9"}, "format", "pasquino-outlook/1, pasquino-outlook/0"),
        ({"groups": {}}, "groups", "Only a list"),
        ({"groups": [[]]}, "groups[0]", "Only an object"),
        ({"groups": [{}]}, "groups[0]", "nothing in it"),
        ({"groups": [{"id": "G1"}]}, "groups[0].label", "must be there"),
        ({"cross_claims": [{"id": "C9"}]}, "cross_claims[0].claim", "must be there"),
        ({"cross_claims": [claim_said("a b")]}, "cross_claims[0].id", "a short name"),
        ({"cross_claims": [claim_said("C1")]}, "cross_claims[0].id", "taken already"),
        ({"cross_claims": [claim_said("C9", layer="maybe")]}, "cross_claims[0].layer", "quoted"),
        ({"cross_claims": [claim_said("C9", by=["P7"])]}, "cross_claims[0].by", "P1, P2"),
        (
            {"cross_claims": [claim_said("C9", relation={"supports": "C8"})]},
            "cross_claims[0].relation.supports",
            "C1, C2, C3",
        ),
        (
            {"cross_claims": [claim_said("C9", state="confirmed")]},
            "cross_claims[0].state",
            "Allowed is “open”",
        ),
        (
            {"cross_claims": [claim_said("C9", evidence=[{"textStart": "x", "mode": "seen"}])]},
            "cross_claims[0].evidence[0].mode",
            "quoted, paraphrased, unclear, author",
        ),
        ({"attributed_to": ["P9"]}, "attributed_to[0]", "P1, P2"),
        ({"handling_advice": [{"for": "G9", "advice": "x"}]}, "handling_advice[0].for", "G1, G2"),
        ({"horizon": {"review_on": ["2024"]}}, "horizon.review_on[0]", "such as 2018-03-07"),
        ({"stated_in": {"on": "March"}}, "stated_in.on", "a year, a month or a day"),
        ({"stated_in": {"work": {"publisher": "x"}}}, "stated_in.work", "a title or a url"),
        ({"stated_in": {"work": {"url": "x"}}}, "stated_in.work.url", "the address"),
        ({"people": {"a b": {"name": "x"}}}, "people", "a short name"),
    ],
)
def test_what_does_not_fit_is_refused_naming_the_key_and_what_is_allowed(
    changed: Part, path: str, said: str
) -> None:
    with pytest.raises(NotUnderstood) as refused:
        documents.normalised(document(**changed))

    assert refused.value.path == path
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"sources": []}, "sources"),
        ({"date": "2024"}, "date"),
        ({"date": "2999-01-01"}, "date"),
        ({"signed": ""}, "signed"),
        ({"verdict": "borne out"}, "verdict"),
        ({"at": "2025-03-07T12:00:00"}, "at"),
        ({"at": "2999-03-07T12:00:00+00:00"}, "at"),
    ],
)
def test_an_assessment_in_a_document_needs_all_that_one_needs_here(
    changed: Part, path: str
) -> None:
    assessment = {
        "date": "2025-03-07",
        "verdict": "confirmed",
        "signed": "Edda",
        "at": "2025-03-07T12:00:00+01:00",
        "sources": ["A report"],
    }
    good = document(cross_claims=[claim_said("C9", assessments=[assessment])])
    bad = document(cross_claims=[claim_said("C9", assessments=[assessment | changed])])

    assert records.standing_of(claim("C9", actions.make_outlook(good))).state == "confirmed"
    with pytest.raises(NotUnderstood) as refused:
        documents.normalised(bad)

    assert refused.value.path == f"cross_claims[0].assessments[0].{path}"


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '"words"', "[3]"])
def test_what_is_no_outlook_at_all_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        documents.read(text)


def test_groups_are_not_nested_without_end() -> None:
    deep = {"id": "G0", "label": "deepest"}
    for number in range(1, 12):
        deep = {"id": f"G{number}", "label": "deeper", "subgroups": [deep]}  # type: ignore[dict-item]  # JSON

    with pytest.raises(NotUnderstood, match="nested"):
        documents.normalised(document(groups=[deep]))


def test_a_draft_that_does_not_fit_loses_nothing_silently() -> None:
    draft = document(cross_claims=[claim_said("C9", assessments=["later"])])
    draft["format"] = DRAFT

    with pytest.raises(NotUnderstood, match=r"proposed_assessments\[0\]"):
        documents.normalised(draft)
    with pytest.raises(NotUnderstood, match=r"^condition: There is no key “state”"):
        documents.normalised(draft | {"condition": {"text": "x", "state": "met"}})


def test_nothing_is_written_where_one_of_several_cannot_be() -> None:
    fits = documents.normalised(document())
    twice = documents.normalised(document(title="Two"))
    del twice["groups"][0]["claims"][0]["claim"]

    with pytest.raises(NotUnderstood):
        documents.import_documents([fits, twice])

    assert not OutlookClaim.objects.exists()


def seed() -> Part:
    """The outlook of the seed page, as our own draft has it."""
    found: Part = json.loads(fixture("seed/outlook.json").read_text(encoding="utf-8"))
    return found


def imported(draft: Part) -> Outlook:
    """The outlook that a document makes."""
    (one,) = documents.import_documents([documents.normalised(draft)])
    assert one.is_new
    return one.outlook


def empty_magazine(made: Outlook) -> None:
    """Remove the outlook and the works it names."""
    Assessment.objects.filter(claim__outlook=made).delete()
    made.delete()
    Work.objects.all().delete()


def rows() -> tuple[int, ...]:
    """How many rows there are of what an import makes."""
    models = (Outlook, OutlookClaim, Work, Party)
    return tuple(model.objects.count() for model in models)


def texts(part: object) -> Iterator[str]:
    """All texts within it, without keys."""
    if isinstance(part, str):
        yield part
    for below in part.values() if isinstance(part, dict) else ():
        yield from texts(below)
    for below in part if isinstance(part, list) else ():
        yield from texts(below)
