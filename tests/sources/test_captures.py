"""A copy is asked for, fetched by the worker, kept once and for all, and fills in its work."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from pasquino.accounts.limits import TooOften
from pasquino.accounts.models import LimitWindow, Role
from pasquino.cli.checkup_database import check_copies
from pasquino.sources import jobs, outside, works
from pasquino.sources.actions import request_capture
from pasquino.sources.announcements import capture_kept
from pasquino.sources.evidence import evidence_of
from pasquino.sources.models import Capture, CaptureRequest, Work
from pasquino.sources.models.captures import CaptureChanged
from pasquino.sources.records import read_back
from pasquino.sources.refusals import AddressOfAnother, NoAddress, NotTrusted
from tests import make
from tests.sources import web
from tests.sources.world import GONE, UNREACHABLE, answer, page, world

pytestmark = pytest.mark.django_db
URL = "https://river.example/weir"
MINUTE = timedelta(minutes=1)
PASTE, COMMENT = CaptureRequest.Purpose.PASTE, CaptureRequest.Purpose.COMMENT


def a_work(url: str = URL) -> Work:
    return works.work_for(url=url)


def asked(work: Work) -> CaptureRequest:
    return request_capture(work, purpose=PASTE)


def again(request: CaptureRequest) -> CaptureRequest:
    request.refresh_from_db()
    return request


def test_a_page_is_fetched_and_kept_with_its_text() -> None:
    request = asked(a_work())

    with world({URL: page()}):
        capture = jobs.run_request(request.pk)

    assert capture.state == "complete"
    assert "Nobody asked the beavers" in capture.text
    assert (capture.url_final, capture.http_status, capture.charset) == (URL, 200, "utf-8")
    assert len(capture.bytes_hash) == len(capture.text_hash) == 64
    start, end, region, _kind = next(
        b for b in capture.blocks if "beavers" in capture.text[b[0] : b[1]]
    )
    assert (capture.text[start:end].endswith("water."), region) == (True, "article")
    assert (again(request).state, request.capture) == ("done", capture)


def test_the_record_of_a_copy_holds_what_went_over_the_wire() -> None:
    html = page().body
    there = web.Web(
        {
            "/weir": web.page(html, "Content-Type: text/html; charset=utf-8"),
            "/robots.txt": web.NO_ROBOTS,
        }
    )
    request = asked(a_work("http://river.example/weir"))

    with outside.through(there.fetcher):
        capture = jobs.run_request(request.pk)

    assert capture.state == "complete"
    assert capture.title == "The weir holds"
    (answered,) = [r for r in read_back(bytes(capture.record.warc)) if r.kind == "response"]
    assert (answered.url, answered.body) == ("http://river.example/weir", html)


def test_a_private_address_is_written_down_as_blocked() -> None:
    there = web.Web({"/": web.page()}, names={"river.example": ["127.0.0.1"]})
    request = asked(a_work("http://river.example/"))

    with outside.through(there.fetcher):
        capture = jobs.run_request(request.pk)

    assert (capture.state, capture.reasons) == ("blocked", ["private_address"])
    assert there.connected == []


def test_what_the_page_says_of_itself_fills_the_work() -> None:
    request = asked(a_work())

    with world({URL: page("The weir holds", author="Ada Quill and Bo Stanza")}):
        jobs.run_request(request.pk)

    work = Work.objects.get()
    assert (work.title, work.published, work.language) == ("The weir holds", "2026-03-07", "en")
    assert work.publisher.name == "The River Post"
    assert [author.name for author in work.authors.order_by("author_rows__order")] == [
        "Ada Quill",
        "Bo Stanza",
    ]


def test_what_is_known_of_a_work_stays() -> None:
    work = works.work_for(url=URL, title="As the editor has it", publisher="The Post")

    with world({URL: page("As the page has it")}):
        jobs.run_request(asked(work).pk)

    work.refresh_from_db()
    assert (work.title, work.publisher.name) == ("As the editor has it", "The Post")
    assert work.published == "2026-03-07"


def test_a_work_an_editor_looked_over_is_left_alone() -> None:
    work = a_work()
    work.is_filled = True
    work.save(update_fields=["is_filled"])

    with world({URL: page()}):
        jobs.run_request(asked(work).pk)

    work.refresh_from_db()
    assert (work.title, work.published, work.publisher) == ("", "", None)


def test_the_address_it_led_to_is_the_works_too() -> None:
    final = "https://www.river.example/2026/weir"
    head = '<link rel="canonical" href="https://river.example/canonical">'

    with world({URL: page(url_final=final, head=head)}):
        jobs.run_request(asked(a_work()).pk)

    assert works.work_at(final) == works.work_at("https://river.example/canonical") == a_work()


def test_another_page_at_the_address_gives_the_work_nothing() -> None:
    work = a_work()
    with world({URL: page()}):
        whole = jobs.run_request(asked(work).pk)
    LimitWindow.objects.all().delete()  # the host has rested
    casino = page("Big Win Casino", "Spin the wheel and claim your bonus tonight.",
                  url_final="https://casino.example/")  # fmt: skip

    with world({URL: casino}):
        copy = jobs.run_request(asked(work).pk)

    assert "replaced" in copy.reasons
    assert [address.url for address in work.addresses.all()] == [URL]
    assert evidence_of(work).capture == whole


def test_a_page_cannot_claim_another_hosts_address() -> None:
    head = '<link rel="canonical" href="https://lake.example/weir">'

    with world({URL: page(head=head)}):
        jobs.run_request(asked(a_work()).pk)

    assert works.work_at("https://lake.example/weir") is None


def test_a_page_that_opts_out_is_not_kept() -> None:
    with world({URL: page(head='<meta name="robots" content="noarchive">')}):
        capture = jobs.run_request(asked(a_work()).pk)

    assert (capture.state, capture.reasons, capture.text) == ("blocked", ["opt_out"], "")
    assert not hasattr(capture, "record")
    work = Work.objects.get()
    assert work.opt_out
    assert work.title == "The weir holds"


def test_a_page_that_is_gone_is_written_down_as_that() -> None:
    request = asked(a_work())

    with world({URL: GONE}):
        capture = jobs.run_request(request.pk)

    assert (capture.state, capture.http_status, capture.text) == ("gone", 404, "")
    assert again(request).state == "failed"


def test_a_page_that_does_not_answer_is_tried_again_three_times(time_machine) -> None:
    now = timezone.now()
    request = asked(a_work())
    moments = []
    with world({URL: UNREACHABLE}) as there:
        while again(request).state == "queued":
            time_machine.move_to(max(now, request.not_before) + timedelta(seconds=1), tick=False)
            now = timezone.now()
            moments.append(now)
            jobs.run_request(request.pk)

    pauses = [later - before for before, later in pairwise(moments)]
    assert there.asked == [URL] * 4
    assert [round(pause.total_seconds() / 60) for pause in pauses] == [1, 10, 120]
    assert (request.state, request.capture.state) == ("failed", "unreachable")
    assert Capture.objects.count() == 1


def test_a_page_that_answers_at_last_is_kept(time_machine) -> None:
    request = asked(a_work())
    with world({URL: UNREACHABLE}):
        jobs.run_request(request.pk)
    assert (again(request).state, request.said) == ("queued", "too_slow")

    time_machine.move_to(request.not_before + timedelta(seconds=1))
    with world({URL: page()}):
        jobs.run_request(request.pk)

    assert again(request).state == "done"


def test_nothing_is_fetched_before_it_is_due() -> None:
    request = asked(a_work())
    CaptureRequest.objects.update(not_before=timezone.now() + timedelta(minutes=1))

    with world({URL: page()}) as there:
        assert jobs.run_request(request.pk) is None

    assert there.asked == []


def test_who_asks_twice_waits_for_one_copy() -> None:
    work = a_work()

    assert asked(work) == asked(work)
    assert CaptureRequest.objects.count() == 1


def test_a_request_that_ended_may_be_followed_by_another(time_machine) -> None:
    work = a_work()
    first = asked(work)
    with world({URL: page()}):
        jobs.run_request(first.pk)
        time_machine.move_to(timezone.now() + MINUTE)
        second = asked(work)
        jobs.run_request(second.pk)

    assert first != second
    assert work.captures.count() == 2


def test_one_host_is_left_in_peace_between_two_fetches() -> None:
    other = "https://river.example/mill"
    first, second = asked(a_work()), asked(a_work(other))

    with world({URL: page(), other: page()}) as there:
        jobs.run_request(first.pk)
        jobs.run_request(second.pk)

    assert there.asked == [URL]
    assert (again(second).state, second.attempts) == ("queued", 0)
    assert second.not_before > timezone.now()


def test_two_workers_do_not_fetch_the_same_request() -> None:
    request = asked(a_work())

    with world({URL: page()}) as there:
        there.when_asked = lambda: jobs.run_request(request.pk)
        jobs.run_request(request.pk)

    assert there.asked == [URL]


def test_what_a_killed_worker_left_is_taken_up(time_machine) -> None:
    request = asked(a_work())
    killed_while_running(request)
    assert again(request).state == "fetching"
    assert jobs.take_up_left() == 0

    time_machine.move_to(timezone.now() + jobs.STUCK + MINUTE)

    assert jobs.take_up_left() == 1
    with world({URL: page()}):
        assert jobs.run_request(request.pk).state == "complete"


def test_a_page_that_ends_every_worker_is_given_up(time_machine) -> None:
    request = asked(a_work())
    for _ in range(jobs.MOST_ATTEMPTS):
        killed_while_running(request)
        time_machine.move_to(timezone.now() + jobs.STUCK + MINUTE)
        jobs.take_up_left()

    assert (again(request).state, request.said) == ("failed", jobs.LEFT)


def test_what_waits_too_long_is_handed_to_a_worker_again(time_machine) -> None:
    asked(a_work())

    time_machine.move_to(timezone.now() + jobs.OVERDUE + MINUTE)

    assert jobs.take_up_left() == 1
    assert jobs.take_up_left() == 0


def killed_while_running(request: CaptureRequest) -> None:
    """A worker takes the request, begins to fetch, and is no more."""

    def interrupted() -> None:
        raise KeyboardInterrupt

    with world({URL: page()}) as there:
        there.when_asked = interrupted
        with suppress(KeyboardInterrupt):
            jobs.run_request(request.pk)


def test_the_doctor_says_when_copies_are_not_fetched(time_machine) -> None:
    asked(a_work())
    assert [row.ok for row in check_copies()] == [True, True]

    time_machine.move_to(timezone.now() + jobs.OVERDUE + MINUTE)

    waiting, failed = check_copies()
    assert (waiting.value, waiting.ok) == (1, False)
    assert (failed.value, failed.ok) == (0, True)


def test_whoever_hears_of_a_copy_sees_that_none_is_waited_for() -> None:
    heard = []
    request = asked(a_work())

    def hear(capture: Capture, **_rest: object) -> None:
        heard.append(again(request).state)

    capture_kept.connect(hear)
    try:
        with world({URL: page()}):
            jobs.run_request(request.pk)
    finally:
        capture_kept.disconnect(hear)

    assert heard == ["done"]


def test_a_copy_is_never_edited() -> None:
    with world({URL: page()}):
        capture = jobs.run_request(asked(a_work()).pk)

    with pytest.raises(CaptureChanged):
        capture.save()


def test_characters_no_database_takes_are_replaced_one_for_one() -> None:
    plain = answer(b"The weir\x00 holds.", content_type="text/plain")

    with world({URL: plain}):
        capture = jobs.run_request(asked(a_work()).pk)

    assert "\x00" not in capture.text


def test_a_work_without_address_is_not_fetched() -> None:
    with pytest.raises(NoAddress):
        asked(works.work_for(title="On Weirs"))


def test_another_works_address_is_refused() -> None:
    other = a_work()

    with pytest.raises(AddressOfAnother) as refused:
        request_capture(works.work_for(title="On Weirs"), url=URL, purpose=PASTE)

    assert refused.value.work == other


def test_nothing_is_fetched_for_a_reader_nobody_trusts() -> None:
    with pytest.raises(NotTrusted):
        request_capture(a_work(), purpose=COMMENT, by=make.reader())

    assert not CaptureRequest.objects.exists()


def test_a_trusted_reader_has_only_so_many_pages_fetched(settings) -> None:
    reader = make.person(role=Role.TRUSTED)
    most = settings.LIMITS["captures"].count
    for number in range(most):
        request_capture(a_work(f"{URL}/{number}"), purpose=COMMENT, by=reader)

    request_capture(a_work(f"{URL}/0"), purpose=COMMENT, by=reader)
    with pytest.raises(TooOften):
        request_capture(a_work(f"{URL}/{most}"), purpose=COMMENT, by=reader)

    assert CaptureRequest.objects.count() == most
