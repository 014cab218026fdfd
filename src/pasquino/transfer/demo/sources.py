"""Keeps the demo magazine's sources: their copies, who vouches, and how their links stand.

Nothing is fetched: the copies are in `sources.toml`, and no link is ever due to be looked at.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from pasquino.discussion.actions import settle_quotations
from pasquino.discussion.models import CommentQuotation
from pasquino.quotations import records
from pasquino.quotations.models import Quotation
from pasquino.sources import reading, works
from pasquino.sources.keeping import Copy, keep
from pasquino.sources.models import Capture, LinkState, Work
from pasquino.transfer import imported
from pasquino.transfer.demo import files

NEVER = datetime(2200, 1, 1, tzinfo=UTC)


def load(document: str, zone: ZoneInfo) -> int:
    """Keep what is not kept yet; gives how many sources were new. Each is one transaction."""
    found = files.table("sources")
    new = sum(_source(document, entry, zone) for entry in found["source"])
    new += sum(_attested(document, entry) for entry in found["attested"])
    if new:
        _look_at_comments()
    _leave_links_alone()
    return new


def load_unquoted(document: str, zone: ZoneInfo) -> None:
    """Keep those that have a title here, since no quotation would say what they are called."""
    for entry in files.table("sources")["source"]:
        if "title" in entry:
            _source(document, entry, zone)


@transaction.atomic
def _source(document: str, entry: files.Table, zone: ZoneInfo) -> bool:
    local_id, work = f"source:{entry['link']}", _work(entry)
    if work is None or imported.find(document, local_id):
        return False
    works.name_authors(work, entry.get("authors", []))
    work.kind, work.published = entry.get("kind", work.kind), entry["published"]
    work.access, work.is_filled = entry.get("access", work.access), True
    work.save(update_fields=["kind", "published", "access", "is_filled"])
    for copy in entry["copy"]:
        keep(work, _copy(copy, entry["link"], zone))
        records.check_work_again(work)  # before the next: a later copy tells what became of it
    _note_link(work, entry["state"], zone)
    imported.remember(document, local_id, work)
    return True


def _work(entry: files.Table) -> Work | None:
    """The work that a story quotes, or one that only figures and the outlook rest on."""
    if "title" not in entry:
        return works.work_at(entry["link"])
    return works.work_for(
        url=entry["link"], title=entry["title"], publisher=entry.get("publisher", "")
    )


def _copy(entry: files.Table, link: str, zone: ZoneInfo) -> Copy:
    data = entry["text"].strip().encode()
    return Copy(
        state=entry.get("state", Capture.State.COMPLETE),
        reasons=tuple(entry.get("reasons", ())),
        reading=reading.read(data, content_type="text/plain; charset=utf-8"),
        data=data,
        at=files.local(entry["at"], zone),
        url_requested=link,
        url_final=link,
        http_status=200,
        content_type="text/plain; charset=utf-8",
    )


def _note_link(work: Work, state: files.Table, zone: ZoneInfo) -> None:
    checked = files.local(state["checked"], zone)
    LinkState.objects.filter(address__work=work).update(
        state=state["state"],
        since=files.local(state["since"], zone) if "since" in state else checked,
        checked_at=checked,
        checks=1,
    )


@transaction.atomic
def _attested(document: str, entry: files.Table) -> bool:
    """Have an editor vouch for what is quoted from a work without a copy."""
    local_id, work = f"attested:{entry['link']}", works.work_at(entry["link"])
    if work is None or imported.find(document, local_id):
        return False
    for quotation in Quotation.objects.filter(work=work):
        records.attest(quotation, how=entry["how"], note=entry["note"], name=entry["name"])
    imported.remember(document, local_id, work)
    return True


def _look_at_comments() -> None:
    """Say where the comments' quotations are from, now that the copies are here."""
    quoting = CommentQuotation.objects.order_by("comment").values_list("comment", flat=True)
    for comment in quoting.distinct():
        settle_quotations(comment)


def _leave_links_alone() -> None:
    """The addresses are reserved names: whoever answers there is not who is quoted."""
    reserved = LinkState.objects.filter(address__url__regex=r"^https://example\.(com|org)/")
    reserved.update(next_check=NEVER)
