"""Keeps copies of works: what was fetched, with its text, its bytes and why it is not whole."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from pasquino.accounts.models import User
from pasquino.sources import outside
from pasquino.sources.announcements import capture_kept
from pasquino.sources.fetching import Fetched
from pasquino.sources.models import Capture, CaptureRecord, Work
from pasquino.sources.reading import Reading
from pasquino.sources.records import warc_record

OPT_OUT = "opt_out"  # a reason: the page asks not to be copied
_LONGEST_TITLE = 500
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_NOTHING = Reading(text="", state="unreadable")


@dataclass(frozen=True, kw_only=True)
class Copy:
    """A copy that is not kept yet; `record` is the gzipped WARC file of it, if there is one."""

    state: str
    reasons: tuple[str, ...] = ()
    reading: Reading = _NOTHING
    data: bytes = b""
    record: bytes | None = None
    at: datetime = field(default_factory=timezone.now)
    url_requested: str = ""
    url_final: str = ""
    http_status: int | None = None
    content_type: str = ""


def copied(fetched: Fetched) -> Copy:
    """What is kept of a page that was fetched: nothing but its title where it asks for that."""
    copy = Copy(
        state=fetched.state,
        reasons=tuple(fetched.reasons),
        at=fetched.at,
        url_requested=fetched.url_requested,
        url_final=fetched.url_final,
        http_status=fetched.status,
        content_type=fetched.content_type,
        record=None if OPT_OUT in fetched.reasons else warc_record(fetched) or None,
    )
    if fetched.state != "complete":
        return copy
    reading = outside.read(fetched.body, content_type=copy.content_type, url=fetched.url_final)
    if reading.opt_out:
        about = replace(reading, text="", blocks=())
        return replace(
            copy, state=Capture.State.BLOCKED, reasons=(OPT_OUT,), reading=about, record=None
        )
    return replace(
        copy,
        state=reading.state,
        reasons=reading.reasons,
        reading=reading,
        data=fetched.body,
    )


@transaction.atomic
def keep(
    work: Work,
    copy: Copy,
    *,
    method: str = Capture.Method.FETCH,
    by: User | None = None,
    upload_reason: str = "",
) -> Capture:
    """Keep a copy of a work for good, and announce it inside the transaction."""
    text = storable(copy.reading.text)
    capture = Capture.objects.create(
        work=work,
        at=_free_moment(work, copy.at),
        method=method,
        state=copy.state,
        reasons=list(copy.reasons),
        url_requested=copy.url_requested,
        url_final=copy.url_final,
        http_status=copy.http_status,
        kind=copy.reading.kind if copy.data else "",
        content_type=storable(copy.content_type)[:200],
        charset=copy.reading.charset,
        size=len(copy.data),
        bytes_hash=hashlib.sha256(copy.data).hexdigest() if copy.data else "",
        text_hash=hashlib.sha256(text.encode()).hexdigest() if text else "",
        title=storable(copy.reading.title)[:_LONGEST_TITLE],
        text=text,
        blocks=[[b.start, b.end, b.region, b.kind] for b in copy.reading.blocks],
        by=by,
        upload_reason=upload_reason,
    )
    if copy.record is not None:
        CaptureRecord.objects.create(capture=capture, warc=copy.record)
    capture_kept.send(sender=Capture, capture=capture)
    return capture


def storable(text: str) -> str:
    """The text with a replacement character for each that no database takes: NUL, surrogates."""
    return _UNSTORABLE.sub("\ufffd", text)


def _free_moment(work: Work, at: datetime) -> datetime:
    """The moment, or the first after it at which no copy of this work was made."""
    while work.captures.filter(at=at).exists():
        at += timedelta(microseconds=1)
    return at
