"""The deeds around quotations in comments: written down with the comment, looked at afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django_tasks import task

from pasquino.accounts import limits, standing
from pasquino.accounts.models import User
from pasquino.discussion import origins
from pasquino.discussion.batches import batches
from pasquino.discussion.models import Comment, CommentQuotation, CommentText
from pasquino.discussion.origins import Found, Where
from pasquino.discussion.quoting import Quoted, quoted
from pasquino.quotations import records
from pasquino.quotations.models import Quotation
from pasquino.sources import actions as requests
from pasquino.sources import web_addresses, works
from pasquino.sources.models import CaptureRequest, Work
from pasquino.stories.models import StorySource

Origin = CommentQuotation.Origin
MOST_AGAIN = 200  # comments that are looked at again when a copy arrives
PURPOSE = CaptureRequest.Purpose.COMMENT
_QUOTES = "<blockquote>"


def write_down(comment: Comment, text: CommentText, added: Iterable[str] = ()) -> None:
    """Have the comment point at the quotations that stand in it now; no query where none do.

    Part of the deed that writes the comment. Where they are from is looked up after its commit,
    by the worker. A quotation whose words and given source stay is the same row as before.
    """
    parts = [text.html, *added]
    if not any(_QUOTES in part for part in parts):
        return
    found = quoted(parts)
    if not found:
        return
    CommentQuotation.objects.bulk_create(
        CommentQuotation(
            comment=comment,
            place=one.place,
            quotation=records.record(text=one.text, language=text.language),
            origin=Origin.GIVEN if one.url else Origin.NONE,
            url=one.url[: web_addresses.LONGEST],
        )
        for one in found
    )
    transaction.on_commit(partial(look_at_quotations.enqueue, comment.pk))


def write_down_again(comment: Comment, text: CommentText) -> None:
    """The same for a comment that was changed: what is no longer quoted in it is let go."""
    added = comment.additions.values_list("html", flat=True)
    found = quoted([text.html, *added])
    rows = list(comment.quotations.select_related("quotation"))
    before = {(row.quotation.text, row.url): row for row in rows}
    now = [_again(comment, text, one, before.get((one.text, one.url))) for one in found]
    comment.quotations.all().delete()
    kept = {row.quotation_id for row in now}
    gone = {row.quotation_id for row in rows} - kept
    Quotation.objects.filter(pk__in=gone).delete()
    if now:
        CommentQuotation.objects.bulk_create(now)
        transaction.on_commit(partial(look_at_quotations.enqueue, comment.pk))


def ask_for_source(row: CommentQuotation, by: User) -> None:
    """Have a copy fetched of the source that a reader gave; `by` is trusted.

    Raises NoWebAddress, NotTrusted (sources.refusals) and `limits.TooOften`.
    """
    work = row.quotation.work or works.work_for(url=row.url, by=by)
    requests.request_capture(work, purpose=PURPOSE, url=row.url, by=by)
    if row.quotation.work_id is None:
        row.quotation.work = work
        row.quotation.save(update_fields=["work"])
    records.check_again(row.quotation)


def forget(comments: QuerySet[Comment]) -> None:
    """Delete the quotations of comments whose words are destroyed."""
    rows = CommentQuotation.objects.filter(comment__in=comments)
    for batch in batches(list(rows.values_list("quotation", flat=True))):
        CommentQuotation.objects.filter(quotation__in=batch).delete()
        Quotation.objects.filter(pk__in=batch).delete()


def _again(
    comment: Comment, text: CommentText, one: Quoted, known: CommentQuotation | None
) -> CommentQuotation:
    quotation = known.quotation if known else records.record(text=one.text, language=text.language)
    return CommentQuotation(
        comment=comment,
        place=one.place,
        quotation=quotation,
        origin=known.origin if known else Origin.GIVEN if one.url else Origin.NONE,
        url=one.url[: web_addresses.LONGEST],
        of_number=known.of_number if known else None,
    )


@task()
def look_at_quotations(comment: int) -> None:
    """In the background: say where a comment's quotations are from, and check them."""
    settle_quotations(comment)


@task()
def look_again(work: int) -> None:
    """In the background: a copy of this work came; it may be what comments quote."""
    for comment in _may_quote(work):
        settle_quotations(comment)


@task()
def look_again_under(story: int) -> None:
    """In the background: a story may cite now what comments under it quote."""
    for comment in _comments_of(_without_source().filter(comment__thread__story=story)):
        settle_quotations(comment)


def settle_quotations(comment: int) -> None:
    """Find where the quotations of a comment (by id) are from, and have them checked.

    Nobody's words are changed. A source that a reader gives is made a work, and a copy of it
    asked for, only where the reader is trusted; else it waits until it is known by other ways.
    """
    rows = list(
        CommentQuotation.objects.filter(comment=comment)
        .select_related(
            "quotation__work",
            "comment__author",
            "comment__text",
            "comment__thread__story__edition",
        )
        .order_by("place")
    )
    if not rows:
        return
    one = rows[0].comment
    source = one.text.source
    where = Where(one.thread, one.parent_number, one.number, source)
    wanted = [Quoted(row.place, row.quotation.text, row.url) for row in rows]
    found = origins.look(wanted, where)
    for row in rows:
        _settle(row, found.get(row.place))


@transaction.atomic
def _settle(row: CommentQuotation, found: Found | None) -> None:
    quotation = row.quotation
    work = found.work if found else None
    if row.origin == Origin.GIVEN:
        work = work if work and work.captures.exists() else _made(row) or work
    elif found and found.matches and found.origin in (Origin.STORY, Origin.COMMENT):
        _name_origin(row, found.origin, found.number or None)
        return
    if work is not None and quotation.work_id is None:
        quotation.work = work
        quotation.save(update_fields=["work"])
    if quotation.work_id is not None:
        records.check_again(quotation)


def _name_origin(row: CommentQuotation, origin: Origin, number: int | None) -> None:
    row.origin, row.of_number = origin, number
    row.save(update_fields=["origin", "of_number"])


def _made(row: CommentQuotation) -> Work | None:
    """The work at an address that a trusted reader gave, and a copy of it asked for.

    Nobody else's addresses become works, and none is fetched more often than the limit allows.
    """
    author = row.comment.author
    if not standing.is_trusted(author):
        return None
    with suppress(web_addresses.NoWebAddress):
        work = works.work_for(url=row.url, by=author)
        with suppress(limits.TooOften):
            requests.request_capture(work, purpose=PURPOSE, url=row.url, by=author)
        return work
    return None


def _without_source() -> QuerySet[CommentQuotation]:
    return CommentQuotation.objects.filter(quotation__work=None, origin=Origin.NONE)


def _comments_of(rows: QuerySet[CommentQuotation]) -> list[int]:
    newest = rows.order_by("-pk").values_list("comment", flat=True)[:MOST_AGAIN]
    return list(dict.fromkeys(newest))


def _may_quote(work: int) -> list[int]:
    """Comments under stories that cite the work, and those that give one of its addresses."""
    stories = StorySource.objects.filter(work=work).values("story")
    under = _comments_of(_without_source().filter(comment__thread__story__in=stories))
    keys = set(Work.objects.filter(pk=work).values_list("addresses__key", flat=True))
    given = CommentQuotation.objects.filter(quotation__work=None, origin=Origin.GIVEN)
    newest = given.order_by("-pk").values_list("comment", "url")[:MOST_AGAIN]
    naming = [comment for comment, url in newest if _key(url) in keys]
    return list(dict.fromkeys([*under, *naming]))


def _key(url: str) -> str:
    try:
        return web_addresses.key_of(url)
    except web_addresses.NoWebAddress:
        return ""
