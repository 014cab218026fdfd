"""Links are looked at by themselves: what becomes of a page has a name, and old copies stay."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from pasquino.accounts.limits import TooOften
from pasquino.accounts.models import LimitWindow
from pasquino.quotations import records
from pasquino.quotations.models import Quotation
from pasquino.sources import citing, evidence, keeping, link_jobs, links, works
from pasquino.sources.announcements import link_changed
from pasquino.sources.fetching import Exchange, Fetched
from pasquino.sources.models import Capture, LinkCheck, LinkState, Work
from tests import make
from tests.sources.world import GONE, SENTENCES, UNREACHABLE, answer, page, world

pytestmark = pytest.mark.django_db
URL = "https://river.example/weir"
MOVED = "https://river.example/2026/weir"
DAY = timedelta(days=1)
NOBODY = answer(state="unreachable", reasons=("no_connection",), status=None)
QUOTED = "The weir above the old mill has held for three hundred winters"
CASINO = page("Big Win Casino", "Spin the wheel and claim your welcome bonus tonight.",
              "A hundred free spins for whoever signs up before midnight.")  # fmt: skip
PARKED = page("river.example", "This domain is for sale.")
FRONT = page("The River Post", "Weather: rain until Sunday.", "Sport: the rowers lost again.")
EDITED_ELSEWHERE = page("The weir holds", *SENTENCES[:-1], "The miller was not asked this time.")
REWORDED = page("The weir holds", SENTENCES[0].replace("three hundred", "almost two hundred"),
                *SENTENCES[1:])  # fmt: skip
WORDS_GONE = page("The weir holds", *SENTENCES[1:])


@pytest.fixture
def work() -> Iterator[Work]:
    """A work that something public cites, and of which a copy is kept."""
    made = works.work_for(url=URL)
    with world({URL: page()}) as outside:
        keeping.keep(made, keeping.copied(outside.fetch(URL)))
    with cited_in_public():
        yield made


@contextmanager
def cited_in_public() -> Iterator[None]:
    """Have a room cite all works there are."""
    citing.register(
        citing.Citers(
            order=0, name="tests", works=lambda: Work.objects.values("pk"),
            counts=lambda numbers: dict.fromkeys(numbers, 1), context=lambda work: {},
            template="sources/_facts.html",
        )
    )  # fmt: skip
    yield
    citing.withdraw("tests")


def look(found: Fetched, work: Work) -> LinkState:
    """What is noted when this stands at the work's address."""
    LimitWindow.objects.all().delete()  # the host has rested
    with world({URL: found}) as outside:
        link = link_jobs.check(work.addresses.get(url=URL).pk)
    assert outside.asked == [URL]
    assert link is not None
    records.check_work_again(work)  # as the worker does once a copy is kept
    return link


def quoted(work: Work) -> Quotation:
    quotation = records.record(text=QUOTED, work=work)
    records.check_again(quotation)
    return quotation


def drift(quotation: Quotation) -> tuple[str, str]:
    check = records.standing_check(quotation)
    assert check is not None
    return check.status, check.drift


def test_a_page_that_says_the_same_works(work: Work) -> None:
    assert look(page(), work).state == "ok"
    assert work.captures.count() == 1
    assert LinkCheck.objects.get().state == "ok"


@pytest.mark.parametrize(
    ("found", "became"),
    [(EDITED_ELSEWHERE, "still"), (REWORDED, "reworded"), (WORDS_GONE, "gone")],
)
def test_a_changed_page_is_kept_and_the_quoted_words_compared(
    work: Work, found: Fetched, became: str
) -> None:
    quotation = quoted(work)
    first = work.captures.get()

    assert look(found, work).state == "changed"

    assert drift(quotation) == ("verbatim", became)
    assert LinkCheck.objects.get().capture == work.captures.exclude(pk=first.pk).get()


@pytest.mark.parametrize("found", [CASINO, PARKED, FRONT], ids=["casino", "parked", "front"])
def test_another_page_at_the_address_is_kept_but_is_no_evidence(
    work: Work, found: Fetched
) -> None:
    quotation, first = quoted(work), work.captures.get()

    assert look(found, work).state == "replaced"

    assert evidence.REPLACED in work.captures.exclude(pk=first.pk).get().reasons
    assert evidence.evidence_of(work).capture == first
    assert drift(quotation) == ("verbatim", "")


def test_a_page_that_led_to_the_front_page_was_replaced(work: Work) -> None:
    found = replace(FRONT, url_final="https://river.example/")

    link = look(found, work)

    assert (link.state, link.leads_to) == ("replaced", "https://river.example/")
    assert work.addresses.count() == 1


@pytest.mark.parametrize("found", [EDITED_ELSEWHERE, CASINO])
def test_the_same_change_is_kept_once(work: Work, found: Fetched) -> None:
    states = [look(found, work).state for _ in range(3)]

    assert len(set(states)) == 1
    assert work.captures.count() == 2


def test_a_page_that_is_put_back_works_again(work: Work) -> None:
    look(REWORDED, work)

    assert look(page(), work).state == "ok"


def test_a_paywall_is_a_change_and_no_other_page(work: Work) -> None:
    free = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    wall = page("The weir holds", "Subscribe to read more.", head=free)
    quotation = quoted(work)

    assert look(wall, work).state == "changed"
    assert drift(quotation)[0] == "verbatim"


@pytest.mark.parametrize(
    ("status", "state"), [(301, "redirected"), (308, "redirected"), (302, "ok")]
)
def test_only_a_redirect_for_good_adds_an_address(work: Work, status: int, state: str) -> None:
    hops = tuple(exchange(code) for code in (status, 200))
    found = page(url_final=MOVED, exchanges=hops)

    link = look(found, work)

    assert (link.state, link.leads_to) == (state, MOVED)
    assert work.addresses.filter(url=MOVED).exists() == (state == "redirected")


def exchange(status: int) -> Exchange:
    return Exchange(URL, timezone.now(), "192.0.2.1", "GET /", (), status, "", (), b"")


@pytest.mark.parametrize(
    ("reason", "state"),
    [("too_slow", "failing"), ("certificate", "failing"), ("server_error", "failing"),
     ("too_many_requests", "blocked"), ("robots_unreachable", "blocked")],
)  # fmt: skip
def test_a_server_in_trouble_is_never_called_gone(work: Work, reason: str, state: str) -> None:
    found = answer(state="unreachable", reasons=(reason,), status=None)

    for hours in (0, 24, 48, 72):
        began = timezone.now() - timedelta(hours=hours)
        LinkState.objects.filter(failures__gt=0).update(first_failure=began)
        link = look(found, work)

        assert link.state == state


@pytest.mark.parametrize("found", [GONE, NOBODY], ids=["404", "no answer"])
def test_a_page_is_gone_after_three_failures_over_two_days(work: Work, found: Fetched) -> None:
    states = []
    for hours in (0, 24, 47, 48):
        began = timezone.now() - timedelta(hours=hours)
        LinkState.objects.filter(failures__gt=0).update(first_failure=began)
        link = look(found, work)
        states.append((link.state, link.failures))

    assert states == [("failing", 1), ("failing", 2), ("failing", 3), ("gone", 4)]
    assert work.captures.count() == 1
    assert look(found, work).state == "gone"
    assert look(page(), work).state == "ok"


def test_one_failure_says_nothing_of_a_link_and_brings_the_next_look_near(work: Work) -> None:
    look(page(), work)

    link = look(UNREACHABLE, work)

    assert (link.state, link.checks) == ("failing", 1)
    assert link.checked_at is not None
    assert link.next_check == link.checked_at + DAY
    assert look(page(), work).failures == 0


def test_what_replaced_a_page_may_fail_and_counts_as_replaced(work: Work) -> None:
    look(CASINO, work)

    assert look(UNREACHABLE, work).state == "replaced"


@pytest.mark.parametrize("reasons", [("robots",), ("forbidden",), ("opt_out",)])
def test_a_host_that_does_not_let_us_look_is_not_dead(
    work: Work, reasons: tuple[str, ...]
) -> None:
    link = look(answer(state="blocked", reasons=reasons, status=403), work)

    assert (link.state, link.failures) == ("blocked", 0)


def test_an_address_that_leads_into_a_private_network_fails(work: Work) -> None:
    found = answer(state="blocked", reasons=("private_address",), status=None)

    assert look(found, work).state == "failing"


def test_a_change_is_announced_once(work: Work) -> None:
    heard = []

    def hear(state, before, **_rest):
        heard.append((before, state))

    link_changed.connect(hear)
    for found in (page(), page(), CASINO):
        look(found, work)

    assert heard == [("unchecked", "ok"), ("ok", "replaced")]


def test_the_first_look_keeps_a_copy_where_there_is_none() -> None:
    work = works.work_for(url=URL)

    look(page(), work)

    assert work.captures.get().state == "complete"


def test_the_scheduler_lends_what_is_due_and_what_a_killed_worker_left(work: Work) -> None:
    link = LinkState.objects.get()
    now = timezone.now()

    assert link_jobs.hand_on_due() == 1
    assert link_jobs.hand_on_due() == 0
    assert not link_jobs.lend(link, now)

    LinkState.objects.update(next_check=now - link_jobs.LENT_FOR)
    assert link_jobs.hand_on_due() == 1


def test_a_host_rests_between_two_looks(work: Work) -> None:
    other = works.work_for(url="https://river.example/other")
    with world({URL: page(), "https://river.example/other": page()}) as outside:
        link_jobs.check(work.addresses.get().pk)
        assert link_jobs.check(other.addresses.get().pk) is None

    assert outside.asked == [URL]
    assert other.addresses.get().link.next_check > timezone.now()


def test_only_what_is_cited_in_public_is_watched(work: Work) -> None:
    assert [link.address.work for link in links.due(timezone.now())] == [work]

    citing.withdraw("tests")

    assert not links.due(timezone.now()).exists()


def test_what_a_reader_cited_whom_nobody_trusts_is_not_asked_for(work: Work) -> None:
    citing.register(
        citing.Citers(
            order=0, name="tests", works=lambda: Work.objects.values("pk"), is_listed=False,
            counts=lambda numbers: dict.fromkeys(numbers, 1), context=lambda work: {},
            template="sources/_facts.html",
        )
    )  # fmt: skip
    works.work_for(url="https://intranet.example/")

    assert [link.address.work for link in links.due(timezone.now())] == [work]


def test_a_new_citation_starts_the_looks_again(work: Work) -> None:
    link = look(page(), work)
    LinkState.objects.update(checks=9, next_check=timezone.now() + 80 * DAY)

    links.watch([work])

    link.refresh_from_db()
    assert link.checks == 0
    assert link.next_check - timezone.now() <= DAY


def test_a_new_story_has_its_sources_looked_at_the_day_after() -> None:
    make.story("The weir", blocks=[make.quotation(QUOTED, work="The weir holds", link=URL)])

    link = LinkState.objects.get()

    assert timezone.now() + 0.9 * DAY < link.next_check < timezone.now() + 1.1 * DAY


def test_a_report_of_a_link_that_is_never_looked_at_says_so() -> None:
    made = works.work_for(url=URL)

    with pytest.raises(links.NotWatched):
        links.report_dead(made, by=make.reader())


def test_a_report_brings_the_next_look_near_unless_we_have_just_looked(work: Work) -> None:
    reader = make.reader()
    look(page(), work)
    assert not links.report_dead(work, by=reader)

    LinkState.objects.update(checked_at=timezone.now() - DAY)
    assert links.report_dead(work, by=reader)
    assert links.due(timezone.now()).exists()

    for _ in range(links.REPORTS.count - 2):
        links.report_dead(work, by=reader)
    with pytest.raises(TooOften):
        links.report_dead(work, by=reader)


def test_a_copy_keeps_its_place_as_evidence_whatever_the_page_becomes(work: Work) -> None:
    quotation = quoted(work)
    first = work.captures.get()
    for found in (EDITED_ELSEWHERE, REWORDED, WORDS_GONE, CASINO):
        look(found, work)

    check = records.standing_check(quotation)
    assert (check.status, check.capture, check.drift) == ("verbatim", first, "gone")
    assert Capture.objects.count() == 5
