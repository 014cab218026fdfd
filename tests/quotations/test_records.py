"""A quotation's record: what counts now, and what a later copy of the page changes about it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from pasquino.quotations import jobs, records
from pasquino.quotations.announcements import verdict_changed
from pasquino.quotations.differing import clauses
from pasquino.quotations.models import Quotation, QuotationChanged, QuoteCheck
from pasquino.sources import keeping, works
from pasquino.sources.models import Capture, CaptureChanged, CaptureRequest, Work
from pasquino.sources.reading import Reading
from pasquino.sources.takedowns import lift_takedown, take_down
from tests import make

pytestmark = pytest.mark.django_db

PAGE = "The wall is old. The gauge was not read that night. Nobody was on duty at the weir."
WORDS = "The gauge was not read that night."


def a_copy(work: Work, text: str = PAGE, *, days: int = 0, **fields: object) -> Capture:
    """A copy kept so many days after noon, and its quotations checked as the worker does."""
    capture = Capture.objects.create(
        work=work,
        at=make.NOON + timedelta(days=days),
        text=text,
        text_hash=records.hash_of(text),
        **{"state": Capture.State.COMPLETE, **fields},
    )
    records.check_work_again(work)
    return capture


def a_quotation(work: Work | None, text: str = WORDS, **fields: object) -> Quotation:
    return records.record(text=text, work=work, language="en", **fields)  # type: ignore[arg-type]  # a test's few


@pytest.fixture
def work() -> Work:
    return works.work_for(url="https://example.org/gauge", title="The gauge")


def test_words_that_stand_in_the_copy_are_verbatim(work: Work) -> None:
    copy = a_copy(work)

    check = records.check_again(a_quotation(work))

    assert check is not None
    assert (check.status, check.capture) == ("verbatim", copy)
    assert PAGE[slice(*check.spans[0])].startswith("The gauge was not read")
    assert check.context[0] == ["around", "The wall is old. "]
    assert "Nobody was on duty" in check.context[-1][1]


def test_of_what_a_quotation_leaves_out_the_broken_sentences_are_kept(work: Work) -> None:
    secret = "This costs money to read. " * 1_000
    a_copy(
        work, f"The wall is old and tall. {secret}In the end the gauge was not read that night."
    )

    check = records.check_again(a_quotation(work, "The wall is old … the gauge was not read"))

    assert check is not None
    assert check.status == "verbatim_marked"
    assert [text for _kind, text in check.context] == [
        "The wall is old", " and tall. … In the end ", "the gauge was not read", " that night.",
    ]  # fmt: skip


def test_many_cuts_show_no_more_than_one(work: Work) -> None:
    page = " ".join(f"Number {n} is said here and nowhere else." for n in range(2_000))
    a_copy(work, page)
    words = " … ".join(f"Number {n} is said" for n in range(0, 2_000, 20))

    check = records.check_again(a_quotation(work, words))

    assert check is not None
    assert sum(len(text) for kind, text in check.context if kind != "quoted") < 3_500


def test_a_quotation_without_a_work_cannot_be_judged() -> None:
    check = records.check_again(a_quotation(None))

    assert check is not None
    assert (check.status, check.evidence) == ("cannot_tell", "none")


def test_a_copy_on_its_way_is_pending_and_judges_when_it_comes(work: Work) -> None:
    CaptureRequest.objects.create(work=work, url="https://example.org/gauge", purpose="paste")
    quotation = a_quotation(work)
    before = records.check_again(quotation)

    a_copy(work)

    after = records.standing_check(quotation)
    assert before is not None
    assert after is not None
    assert (before.status, before.evidence) == ("cannot_tell", "pending")
    assert after.status == "verbatim"


def test_checking_again_what_is_known_gives_the_same_check(work: Work) -> None:
    a_copy(work)
    quotation = a_quotation(work)

    assert records.check_again(quotation) == records.check_again(quotation)
    assert quotation.checks.count() == 1


def test_what_differs_keeps_the_stops_of_both_sides(work: Work) -> None:
    a_copy(
        work, "It turns the corner, as anybody knows, by the old boot. And it goes on, to the sea."
    )
    words = "It turns the corner, as nobody knows, by the boot. And it goes on, to the sea."

    check = records.check_again(a_quotation(work, words))

    assert check is not None
    (of, *_rest) = clauses(check.diff)
    assert [piece.text for piece in of.source] == ["as", "anybody", "knows,"]
    assert [change["source"] for change in check.diff][-1].endswith("to the sea.")


def test_a_dropped_not_is_altered_and_critical(work: Work) -> None:
    a_copy(work)

    check = records.check_again(a_quotation(work, "The gauge was read that night."))

    assert check is not None
    assert (check.status, check.critical) == ("altered", True)


@pytest.mark.parametrize(
    ("later", "drift"),
    [
        (PAGE.replace("The wall is old.", "The wall is new."), "still"),
        (PAGE.replace("that night", "in the morning of that day"), "reworded"),
        ("This domain is for sale. " * 20, "gone"),
    ],
)
def test_a_later_copy_tells_what_became_of_the_words(work: Work, later: str, drift: str) -> None:
    first = a_copy(work)
    quotation = a_quotation(work)
    records.check_again(quotation)

    a_copy(work, later, days=30)

    check = records.standing_check(quotation)
    assert check is not None
    assert (check.status, check.capture, check.drift) == ("verbatim", first, drift)
    assert "source_changed" in check.warnings


def test_a_later_copy_with_the_same_text_changes_nothing(work: Work) -> None:
    a_copy(work)
    quotation = a_quotation(work)
    records.check_again(quotation)

    a_copy(work, days=30)

    check = records.standing_check(quotation)
    assert check is not None
    assert (check.drift, "source_changed" in check.warnings) == ("", False)


def test_a_page_that_is_gone_leaves_the_verdict_alone(work: Work) -> None:
    copy = a_copy(work)
    quotation = a_quotation(work)
    records.check_again(quotation)

    a_copy(work, "", days=30, state=Capture.State.GONE)

    check = records.standing_check(quotation)
    assert check is not None
    assert (check.status, check.capture) == ("verbatim", copy)


def test_a_better_copy_judges_what_an_earlier_one_could_not(work: Work) -> None:
    a_copy(work, "The wall is old. Subscribe to read more.", state=Capture.State.PARTIAL)
    quotation = a_quotation(work)
    before = records.check_again(quotation)

    a_copy(work, days=1, state=Capture.State.STAFF_COPY, method="upload", upload_reason="paid")

    after = records.standing_check(quotation)
    assert before is not None
    assert after is not None
    assert (before.status, after.status) == ("cannot_tell", "verbatim")


def test_a_copy_is_kept_before_anything_is_held_against_it(
    work: Work, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    quotation = a_quotation(work)
    records.check_again(quotation)

    with django_capture_on_commit_callbacks(execute=True):
        keeping.keep(work, keeping.Copy(state="complete", reading=Reading(text=PAGE)))
        at_the_commit = records.standing_check(quotation)

    assert at_the_commit is not None
    assert at_the_commit.status == "cannot_tell"
    waiting = DBTaskResult.objects.get(task_path="pasquino.quotations.jobs.check_work")
    assert waiting.args_kwargs["kwargs"] == {"work_id": work.pk}


def test_the_worker_checks_what_quotes_a_work_of_which_a_copy_came(work: Work) -> None:
    quotation = a_quotation(work)
    a_copy(work)

    jobs.check_work.call(work_id=work.pk)

    check = records.standing_check(quotation)
    assert check is not None
    assert check.status == "verbatim"


def test_trouble_with_one_quotation_leaves_the_others_checked(work: Work) -> None:
    bad, good = a_quotation(work, "Nobody was on duty at the weir."), a_quotation(work)

    def fail(quotation: Quotation, **_rest: object) -> None:
        if quotation == bad:
            raise RuntimeError

    verdict_changed.connect(fail)
    try:
        a_copy(work)
    finally:
        verdict_changed.disconnect(fail)

    assert records.standing_check(bad) is None
    assert records.standing_check(good) is not None
    assert Capture.objects.filter(work=work).exists()


def test_two_who_check_at_once_end_in_one_check_that_counts(work: Work) -> None:
    a_copy(work)
    quotation = a_quotation(work)
    found = records._found(quotation, None)
    assert found is not None
    first = records.check_again(quotation)

    second = records._keep(quotation, None, found)

    assert second == first
    assert quotation.checks.count() == 1


def test_a_whole_copy_takes_the_place_of_the_part_that_held_the_words(work: Work) -> None:
    a_copy(work, f"{WORDS} Subscribe.", state=Capture.State.PARTIAL)
    quotation = a_quotation(work)
    records.check_again(quotation)

    whole = a_copy(work, days=1)

    check = records.standing_check(quotation)
    assert check is not None
    assert (check.status, check.capture, check.drift) == ("verbatim", whole, "")


def test_a_copy_kept_by_mistake_is_no_evidence_until_that_is_taken_back(work: Work) -> None:
    right = a_copy(work, "The gauge was read that night.")
    wrong = a_copy(work, days=1)
    quotation = a_quotation(work)
    records.check_again(quotation)

    taken = take_down(work, capture=wrong, reason="mistake", note="The wrong file.", by=None)
    without = records.standing_check(quotation)
    lift_takedown(taken, note="It was the right one.", by=None)
    again = records.standing_check(quotation)

    assert without is not None
    assert again is not None
    assert (without.status, without.capture) == ("altered", right)
    assert (again.status, again.capture) == ("verbatim", wrong)


def test_a_copy_taken_down_for_its_owner_stays_evidence(work: Work) -> None:
    copy = a_copy(work)
    quotation = a_quotation(work)
    records.check_again(quotation)

    take_down(work, capture=copy, reason="copyright", note="By letter.", by=None)

    check = records.check_again(quotation)
    assert check is not None
    assert (check.status, check.capture) == ("verbatim", copy)


def test_a_quotation_that_is_deleted_meanwhile_is_not_checked(work: Work) -> None:
    a_copy(work)
    quotation = a_quotation(work)
    Quotation.objects.filter(pk=quotation.pk).delete()

    assert records.check_again(quotation) is None
    assert not QuoteCheck.objects.exists()


def test_a_paraphrase_gets_no_verdict(work: Work) -> None:
    a_copy(work)

    assert records.check_again(a_quotation(work, kind=Quotation.Kind.PARAPHRASE)) is None
    assert not QuoteCheck.objects.exists()


def test_nobody_edits_a_quotation_or_a_copy(work: Work) -> None:
    quotation, copy = a_quotation(work), a_copy(work)

    with pytest.raises(QuotationChanged):
        quotation.save()
    with pytest.raises(QuotationChanged):
        quotation.save(update_fields=["text"])
    with pytest.raises(CaptureChanged):
        copy.save()
