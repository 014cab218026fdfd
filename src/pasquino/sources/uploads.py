"""Files that editors bring as copies: read, and kept in a WARC record as others are."""

from __future__ import annotations

import io
from datetime import datetime

from django.utils import timezone

from pasquino.sources.keeping import Copy
from pasquino.sources.models import Capture
from pasquino.sources.reading import Reading, kind_of, read, read_apart
from pasquino.sources.refusals import FileTooLarge, NothingInIt

LARGEST = 10 * 2**20  # bytes
PART = "part"  # a reason: the editor said that it is only a part


def copied(
    data: bytes, *, content_type: str, filename: str, state: str = Capture.State.STAFF_COPY
) -> Copy:
    """The file as a copy: complete as far as the editor knows, or said to be a part.

    What the page says of itself (a paywall, a preview) is kept among the reasons; the editor's
    word counts for more. Raises NothingInIt and FileTooLarge.
    """
    if not data:
        raise NothingInIt
    if len(data) > LARGEST:
        raise FileTooLarge
    reading = _read(data, content_type)
    now = timezone.now()
    reasons = reading.reasons
    if reading.state == "unreadable":
        state = Capture.State.UNREADABLE
    elif state == Capture.State.PARTIAL:
        reasons = reasons or (PART,)
    return Copy(
        state=state,
        reasons=reasons,
        reading=reading,
        data=data,
        record=_record(data, content_type, filename, now),
        at=now,
        content_type=content_type,
    )


def _read(data: bytes, content_type: str) -> Reading:
    """Pages and PDFs in a process of their own: this one serves readers, and stays small."""
    if kind_of(data, content_type) in ("html", "pdf"):
        return read_apart(data, content_type=content_type)
    return read(data, content_type=content_type)


def _record(data: bytes, content_type: str, filename: str, at: datetime) -> bytes:
    """A gzipped WARC 1.1 file with the uploaded one as a `resource` (ISO 28500, 6.5)."""
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    moment = at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    record = writer.create_warc_record(
        f"urn:pasquino:upload:{_plain(filename)}",
        "resource",
        payload=io.BytesIO(data),
        warc_content_type=content_type or "application/octet-stream",
        warc_headers_dict={"WARC-Date": moment},
    )
    writer.write_record(record)
    return out.getvalue()


def _plain(filename: str) -> str:
    """The file's name as a part of an address: letters and digits of ASCII, dots and dashes."""
    kept = "".join(c if c.isascii() and (c.isalnum() or c in ".-_") else "-" for c in filename)
    return kept[-100:] or "file"
