"""Stories whose quotations were checked, with a result that a test names."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pasquino.quotations.models import Quotation, QuoteCheck
from pasquino.sources.models import Capture, LinkState, Work
from pasquino.stories.models import PublishedStory
from tests import make

COPIED = datetime(2017, 3, 7, 12, 0, tzinfo=UTC)
LINK = "https://example.org/report"


def cited(
    words: str = "The weir holds.", *, check: dict[str, Any] | None = None, **source: str
) -> PublishedStory:
    """A story with one quotation; `check` are fields of the check that counts, or None."""
    given = {"speaker": "Petra Lind", "work": "On weirs", "link": LINK, **source}
    story = make.story(blocks=[make.text("She said:"), make.quotation(words, **given)])
    if check is not None:
        judged(quotation_of(story), **check)
    return story


def quotation_of(story: PublishedStory) -> Quotation:
    return Quotation.objects.get(story_quotations__story=story.pk)


def work_of(story: PublishedStory) -> Work:
    """The work of its one quotation."""
    work = quotation_of(story).work
    assert work is not None
    return work


def copy_of(work: Work, at: datetime = COPIED, **fields: Any) -> Capture:
    """A preserved copy, without having anything checked."""
    given = {"state": "complete", "text": "The weir holds.", "text_hash": "a1" * 32, **fields}
    return Capture.objects.create(work=work, at=at, **given)


def judged(quotation: Quotation, *, with_copy: bool = True, **fields: Any) -> QuoteCheck:
    """Have this be the check that counts."""
    QuoteCheck.objects.filter(quotation=quotation).delete()
    copy = None
    if with_copy and quotation.work:
        copy = quotation.work.captures.first() or copy_of(quotation.work)
    given = {"status": "verbatim", "evidence": "complete", "checker_version": "1", **fields}
    return QuoteCheck.objects.create(quotation=quotation, capture=copy, **given)


def link_stands(work: Work, state: str, since: datetime = COPIED, **fields: Any) -> None:
    """Have the link of a work be in a state."""
    LinkState.objects.filter(address__work=work).update(state=state, since=since, **fields)
