"""An outlook is put right with a reason; what was found of its claims stays with them."""

from __future__ import annotations

import pytest

from pasquino.outlooks import actions, documents, records, refusals, sentences
from pasquino.outlooks.models import Outlook
from pasquino.stories.publishing import Block
from tests import make
from tests.outlooks.expected import (
    assess,
    claim,
    claim_said,
    document,
    editor,
    group,
    outlook,
)

pytestmark = pytest.mark.django_db


def test_a_revised_outlook_says_what_its_new_document_says() -> None:
    made = outlook()
    wanted = document(
        title="What the wall will do",
        groups=[group(label="The whole town", claims=[claim_said("C3"), claim_said("C7")])],
    )

    revise(made, wanted)

    said = documents.export(Outlook.objects.get())
    del said["uuid"]
    assert said == documents.normalised(wanted)


def test_claims_keep_what_was_found_of_them() -> None:
    made = outlook()
    assess(claim("C1", made))

    revise(made, document(groups=[group(claims=[claim_said("C1", claim="It holds")])]))

    again = claim("C1", made)
    assert (again.text, records.standing_of(again).state) == ("It holds", "refuted")


def test_a_claim_that_was_assessed_cannot_be_left_out() -> None:
    made = outlook()
    assess(claim("C1", made))
    before = documents.export(made)

    with pytest.raises(refusals.ClaimInUse) as refused:
        revise(made, document(groups=[group(claims=[claim_said("C2")])]))

    assert refused.value.claim.key == "C1"
    assert documents.export(Outlook.objects.get()) == before


def test_a_claim_that_a_story_comes_back_to_cannot_be_left_out() -> None:
    made = outlook()
    block = Block("claim", {"claim": claim("C1", made).pk})
    make.story("The weir", blocks=[block])

    with pytest.raises(refusals.ClaimInUse) as refused:
        revise(made, document(groups=[group(claims=[claim_said("C2")])]))

    assert refused.value.claim.key == "C1"
    assert "a story comes back to it" in sentences.of_refusal(refused.value)


def test_what_it_said_before_is_kept_with_the_reason() -> None:
    made = outlook()
    before, by = documents.export(made), editor()

    revise(made, document(kind="forecast"), reason="It names a date.", by=by)

    change = made.changes.get()
    assert (change.before, change.reason, change.by) == (before, "It names a date.", by)


def test_saying_the_same_again_is_no_change() -> None:
    made = outlook()

    revise(made, document())

    assert not made.changes.exists()


def test_only_editors_revise_and_they_say_why() -> None:
    made = outlook()

    with pytest.raises(refusals.NoReason):
        revise(made, document(kind="forecast"), reason=" ")
    with pytest.raises(refusals.NotAnEditor):
        revise(made, document(kind="forecast"), by=make.reader())


def revise(made: Outlook, wanted: documents.Document, **changed: object) -> None:
    """Have an editor put it right."""
    given = {"reason": "It was not so.", "by": changed.pop("by", None) or editor()} | changed
    actions.revise_outlook(outlook=made, document=wanted, **given)  # type: ignore[arg-type]  # mixed
