"""Copies of sources, and comments that quote them, for tests."""

from __future__ import annotations

from datetime import UTC, datetime

from django_tasks_db.models import DBTaskResult

from pasquino.discussion.actions import settle_quotations
from pasquino.discussion.models import Comment, CommentQuotation
from pasquino.quotations.models import QuoteCheck
from pasquino.sources import works
from pasquino.sources.announcements import capture_kept
from pasquino.sources.models import Capture, Work
from pasquino.stories.models import PublishedStory
from tests import make

REPORT = (
    "The gauge stood at four metres on Monday. The council did not open the weir that night, "
    "since nobody had been asked to watch it. By noon on Tuesday the lower meadow was under "
    "water, and the mill had lost its wheel. Two families left their houses before dark."
)
CUT = (
    "The gauge stood at four metres on Monday. By noon on Tuesday the lower meadow was under "
    "water, and the mill had lost its wheel."
)
WHOLE = "By noon on Tuesday the lower meadow was under water, and the mill had lost its wheel."
URL = "https://gauge.example/report"


def work(url: str = URL, title: str = "The gauge at the weir") -> Work:
    """A work at an address, titled."""
    made = works.work_for(url=url)
    made.title = title
    made.save(update_fields=["title"])
    return made


def copy(of: Work, text: str = REPORT, state: str = "complete", day: int = 1) -> Capture:
    """A copy of a work, kept and announced as in earnest."""
    capture: Capture = Capture.objects.create(
        work=of,
        state=state,
        text=text,
        text_hash=str(hash(text)),
        at=datetime(2026, 3, day, 9, tzinfo=UTC),
    )
    capture_kept.send(sender=Capture, capture=capture)
    return capture


def story() -> PublishedStory:
    """A story that quotes the report, by its address."""
    words = "Two families left their houses before dark."
    return make.story(blocks=[make.quotation(words, link=URL)])


def settled(comment: Comment) -> list[CommentQuotation]:
    """The comment's quotations, looked at as the worker does after the commit."""
    settle_quotations(comment.pk)
    rows = comment.quotations.select_related("quotation__work").order_by("place")
    return list(rows)


def public_work() -> Work:
    """The work of the report, which a story elsewhere cites in public."""
    story()
    return work()


def look_at_waiting() -> None:
    """Have the worker look at the comments that wait for it."""
    waiting = DBTaskResult.objects.filter(task_path__endswith="look_at_quotations")
    comments = [task.args_kwargs["args"][0] for task in waiting]
    waiting.delete()
    for comment in comments:
        settle_quotations(comment)


def check(row: CommentQuotation) -> QuoteCheck | None:
    """The check of a quotation that counts."""
    return row.quotation.checks.filter(stale_at=None).first()
