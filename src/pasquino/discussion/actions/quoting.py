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
from pasquino.quotations import own_words, records
from pasquino.quotations.models import Quotation
from pasquino.sources import actions as requests
from pasquino.sources import web_addresses, works
from pasquino.sources.models import CaptureRequest, Work

Origin = CommentQuotation.Origin
HERE = (Origin.STORY, Origin.COMMENT)
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
    if row.origin == Origin.GIVEN:
        work = found.work if found else None
        _hold_against(row, work if work and work.captures.exists() else _made(row) or work)
    elif found and found.verdict and found.matches and found.origin in HERE:
        _name_origin(row, found.origin, found.number or None)
        own_words.keep_verdict(row.quotation, found.verdict)
    elif row.origin not in HERE:
        _hold_against(row, found.work if found else None)
    elif found and found.matches:
        _name_origin(row, found.origin, None)
        _hold_against(row, found.work)
    else:
        own_words.source_changed(row.quotation)


def _hold_against(row: CommentQuotation, work: Work | None) -> None:
    """Have the words checked against a work's copy, if one was found now or before."""
    quotation = row.quotation
    if work is not None and quotation.work_id is None:
        quotation.work = work
        quotation.save(update_fields=["work"])
    if quotation.work_id is not None:
        records.check_again(quotation)


def _name_origin(row: CommentQuotation, origin: Origin, number: int | None) -> None:
    row.origin, row.of_number = origin, number
    row.save(update_fields=["origin", "of_number"])
    if origin in HERE and row.quotation.work_id is not None:
        row.quotation.work = None  # its copies say nothing of words that are from here
        row.quotation.save(update_fields=["work"])


def _made(row: CommentQuotation) -> Work | None:
    """The work at an address that a trusted reader gave, and a copy of it asked for.

    Nobody else's addresses become works, and none is fetched more often than the limit allows.
    What is known already and has no public page stays as it is, unless the author made it known.
    """
    author = row.comment.author
    if not standing.is_trusted(author):
        return None
    with suppress(web_addresses.NoWebAddress):
        work = works.work_at(row.url)
        if work and work.created_by_id != author.pk and not origins.works_named([row.url]):
            return None
        work = work or works.work_for(url=row.url, by=author)
        with suppress(limits.TooOften):
            requests.request_capture(work, purpose=PURPOSE, url=row.url, by=author)
        return work
    return None
