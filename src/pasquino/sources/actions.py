"""The deeds of this room that others ask for: a copy is wanted, a copy is brought."""

from __future__ import annotations

from django.db import transaction

from pasquino.accounts import limits, standing
from pasquino.accounts.models import User
from pasquino.sources import jobs, uploads, works
from pasquino.sources.filling import fill
from pasquino.sources.keeping import keep
from pasquino.sources.models import Capture, CaptureRequest, Work
from pasquino.sources.refusals import AddressOfAnother, NoAddress, NoReason, NotTrusted

LARGEST_UPLOAD = uploads.LARGEST


def request_capture(
    work: Work, *, purpose: str, url: str = "", by: User | None = None
) -> CaptureRequest:
    """Have the page at `url`, or at the work's own address, fetched and kept by the worker.

    Gives the request that waits already, if there is one for that address. For readers
    (`purpose` "comment") only trusted ones are served, and only so often.

    Raises NoAddress where there is nothing to fetch, AddressOfAnother, NoWebAddress, NotTrusted
    and `limits.TooOften`.
    """
    if purpose == CaptureRequest.Purpose.COMMENT and not (by and standing.is_trusted(by)):
        raise NotTrusted
    address = _address(work, url)
    waiting = _waiting(work, address)
    if waiting:
        return waiting
    if purpose == CaptureRequest.Purpose.COMMENT and by:
        limits.take("captures", by.pk)
    return _queued(work, address, purpose, by)


def keep_copy(  # noqa: PLR0913 - a file has as many sides
    work: Work,
    *,
    data: bytes,
    content_type: str,
    filename: str,
    reason: str,
    by: User | None,
    state: str = Capture.State.STAFF_COPY,
) -> Capture:
    """Keep a file that an editor brings (HTML, PDF, text, picture) as a copy of the work.

    `state` is `staff_copy`, or `partial` where it is only a part: a preview, a page before the
    paywall. A picture or a scan is kept, but nothing can be read in it: `unreadable`.
    What a page says of itself fills in the work, as when it is fetched.

    Raises NoReason, NothingInIt and FileTooLarge.
    """
    if not reason.strip():
        raise NoReason
    copy = uploads.copied(data, content_type=content_type, filename=filename, state=state)
    with transaction.atomic():
        work = fill(work, copy)
        return keep(work, copy, method=Capture.Method.UPLOAD, by=by, upload_reason=reason.strip())


def _address(work: Work, url: str) -> str:
    """The address to fetch; a new one is written down."""
    if url:
        row = works.add_address(work, url)
        if row.work_id != work.pk:
            raise AddressOfAnother(row.work)
        return row.url
    address = work.addresses.order_by("-is_canonical", "pk").first()
    if address is None:
        raise NoAddress
    return address.url


@transaction.atomic
def _queued(work: Work, url: str, purpose: str, by: User | None) -> CaptureRequest:
    """A request in the queue; the work's row is locked, so that two do not ask at once."""
    Work.objects.select_for_update().get(pk=work.pk)
    waiting = _waiting(work, url)
    if waiting:
        return waiting
    request = CaptureRequest.objects.create(work=work, url=url, purpose=purpose, asked_by=by)
    jobs.hand_on(request)
    return request


def _waiting(work: Work, url: str) -> CaptureRequest | None:
    return work.requests.filter(url=url, state__in=CaptureRequest.WAITING).first()
