"""Puts pages of Scoop into the magazine: the story, its comments, its readers."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from pasquino.accounts.actions import imported_reader
from pasquino.discussion import actions as discussion
from pasquino.discussion.models import Comment, CommentText, Thread
from pasquino.funding.models import ContributePage
from pasquino.magazine.models import Magazine
from pasquino.stories.models import PublishedStory, Section, Writer
from pasquino.stories.publishing import Block, Draft, publish
from pasquino.transfer import imported
from pasquino.transfer.scoop.checks import check_page, source_of
from pasquino.transfer.scoop.marks import Marks, apply
from pasquino.transfer.scoop.page import (
    LARGEST,
    NotAScoopPage,
    ScoopBlock,
    ScoopComment,
    ScoopPage,
    read_page,
)

ORIGIN = "scoop"
LONGEST_STEM = 50  # characters of a slug: a section's 60, less a number that makes it unique


class SiteNotEmpty(Exception):
    """The magazine's name and tagline are taken over only into a site that has no stories."""


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the text of a page lacks, from the command line; `published` is aware or None."""

    published: datetime | None = None
    byline: str = ""
    section: str = "Imported"
    zone: ZoneInfo | None = None
    site: bool = False
    marks: Marks | None = None
    dry_run: bool = False


@dataclass
class Report:
    """What one page brought, or would bring, and what could not be read."""

    headline: str
    story_is_new: bool = False
    comments_in_page: int = 0
    new_comments: int = 0
    new_readers: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    address: str = ""


def read_file(path: Path, wishes: Wishes) -> ScoopPage:
    """The page in a file, marks applied. Raises NotAScoopPage with one sentence."""
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise NotAScoopPage(f"{path} cannot be read: {problem.strerror}.") from problem
    if len(data) > LARGEST:
        raise NotAScoopPage(f"{path} has {len(data):,} bytes; at most {LARGEST:,} are read.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise NotAScoopPage(
            f"{path} is not text in UTF-8 (byte {problem.start} is the first that is not)."
        ) from problem
    page = read_page(text, fallback_zone=wishes.zone)
    return apply(page, wishes.marks) if wishes.marks else page


def import_pages(paths: Sequence[Path], wishes: Wishes) -> list[Report]:
    """Import all pages, or none: every file is read and checked before anything is written.

    Raises NotAScoopPage naming the file, or SiteNotEmpty. With `dry_run` nothing is kept.
    """
    pages = [_read_named(path, wishes) for path in paths]
    with transaction.atomic():
        reports = [_import(page, wishes) for page in pages]
        if wishes.dry_run:
            transaction.set_rollback(True)
    return reports


def _read_named(path: Path, wishes: Wishes) -> ScoopPage:
    try:
        page = read_file(path, wishes)
        check_page(page, site=wishes.site)
    except NotAScoopPage as problem:
        sentence = str(problem)
        named = sentence.startswith(f"{path} ")
        raise NotAScoopPage(sentence if named else f"{path}: {sentence}") from problem
    return page


def _import(page: ScoopPage, wishes: Wishes) -> Report:
    report = Report(page.headline, comments_in_page=len(page.comments), notes=list(page.notes))
    if wishes.site:
        _name_site(page)
    document = document_of(page)
    public = _story(page, document, wishes, report)
    report.address = public.get_absolute_url()
    thread = discussion.open_thread(public)
    for comment in sorted(page.comments, key=lambda comment: comment.number):
        _comment(thread, comment, document, report)
    return report


def document_of(page: ScoopPage) -> str:
    """What makes a page the same page when it is read again, even with more comments."""
    first = page.blocks[0].words if page.blocks else ""
    digest = hashlib.sha256(f"{page.headline}\n{first}".encode()).hexdigest()[:16]
    return f"scoop:{slugify(page.headline)[:80]}:{digest}"


def _name_site(page: ScoopPage) -> None:
    """Take the magazine's name and tagline over, once, into an empty site."""
    magazine = Magazine.objects.first() or Magazine()
    if page.magazine and magazine.name == page.magazine:
        return
    if PublishedStory.objects.exists():
        raise SiteNotEmpty
    magazine.name, magazine.tagline = page.magazine or magazine.name, page.tagline
    magazine.save()
    contribute = ContributePage.objects.first() or ContributePage()
    contribute.label = contribute.title = page.contribute_label
    contribute.save()


def _story(page: ScoopPage, document: str, wishes: Wishes, report: Report) -> PublishedStory:
    known = imported.find(document, "story")
    if known:
        return PublishedStory.objects.get(pk=int(known))
    draft = Draft(
        headline=page.headline,
        section=_section(wishes.section),
        blocks=list(_blocks(page.blocks)),
        bylines=[(_writer(wishes.byline), "")] if wishes.byline else [],
        before_title=page.previous_story or "",
        after_title=page.next_story or "",
    )
    public = publish(draft, at=_published(page, wishes, report))
    imported.remember(document, "story", public)
    report.story_is_new = True
    return public


def _published(page: ScoopPage, wishes: Wishes, report: Report) -> datetime:
    """When the story appeared: as said, else just before its first comment, else now."""
    if wishes.published:
        return wishes.published
    times = [comment.posted_at for comment in page.comments if comment.posted_at]
    if times:
        report.notes.append(
            "The page does not say when the story appeared; its first comment's time was taken. "
            "Give it with --published."
        )
        return min(times).astimezone(UTC)
    report.notes.append("The page has no date; today's was taken. Give it with --published.")
    return timezone.now()


def _section(name: str) -> Section:
    found = Section.objects.filter(name__iexact=name).first()
    if found:
        return found
    return Section.objects.create(
        name=name, slug=_free_slug(Section, name, otherwise="imported"), position=100
    )


def _writer(name: str) -> Writer:
    found = Writer.objects.filter(name=name).first()
    if found:
        return found
    return Writer.objects.create(name=name, slug=_free_slug(Writer, name, otherwise="writer"))


def _free_slug(model: type[Section | Writer], name: str, *, otherwise: str) -> str:
    """A slug for this name that none of these has: `terror`, or `terror-2`."""
    stem = slugify(name)[:LONGEST_STEM] or otherwise
    taken = set(
        model._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True)
    )
    candidates = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)


def _blocks(blocks: Sequence[ScoopBlock]) -> Iterator[Block]:
    """The story's blocks; plain paragraphs that follow each other make one text."""
    running: list[str] = []
    for block in blocks:
        if block.kind == "paragraph":
            running.append(_p(block.words))
            continue
        if running:
            yield Block("text", "".join(running))
            running = []
        yield _special(block)
    if running:
        yield Block("text", "".join(running))


def _special(block: ScoopBlock) -> Block:
    if block.kind == "list":
        return Block("list", {"items": [_p(item) for item in block.items], "ordered": False})
    if block.kind == "quotation":
        source = {name: getattr(block, name) for name in ("speaker", "work", "publisher", "link")}
        return Block("quotation", {"words": block.words, **source})
    if block.kind == "opinion":
        return Block("opinion", {"label": block.label or "Opinion", "text": _p(block.text)})
    return Block("update", {"at": None, "text": _p(block.text)})


def _p(words: str) -> str:
    return f"<p>{html.escape(words, quote=False)}</p>"


def _comment(thread: Thread, comment: ScoopComment, document: str, report: Report) -> None:
    local_id = f"comment:{comment.number}"
    if imported.find(document, local_id):
        return
    assert comment.posted_at is not None  # noqa: S101 - refused by check_page
    author = imported_reader(name=comment.author, origin=ORIGIN)
    if not author.comments.exists() and author.name not in report.new_readers:
        report.new_readers.append(author.name)
    made = discussion.post_comment(
        thread=thread,
        author=author,
        subject=comment.subject,
        source=source_of(comment),
        parent=_parent(thread, comment),
        posted_at=comment.posted_at.astimezone(UTC),
        text_format=CommentText.Format.PARAGRAPHS,
        quoted=comment.quoted_paragraphs,
        number=comment.number,
        is_import=True,
    )
    if comment.ratings and comment.rating_sum is not None:
        discussion.take_over_rating(
            comment=made, rating_sum=comment.rating_sum, rating_count=comment.ratings
        )
    imported.remember(document, local_id, made)
    report.new_comments += 1


def _parent(thread: Thread, comment: ScoopComment) -> Comment | None:
    return thread.comments.get(number=comment.parent) if comment.parent else None
