"""What of a page the magazine could not keep, said before anything is written. No database."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import CharField, Model
from django.utils import timezone

from pasquino.accounts import names
from pasquino.discussion.actions import LONGEST_SUBJECT, LONGEST_TEXT
from pasquino.funding.models import ContributePage
from pasquino.magazine.models import Magazine
from pasquino.stories.models import Story
from pasquino.transfer.scoop.page import NotAScoopPage, ScoopComment, ScoopPage

EARLIEST_YEAR = 1970
LARGEST_SUM = 2**31 - 1  # what PostgreSQL's integer holds


def latest_year() -> int:
    """The last year that something imported may bear: the next one, for clocks that run ahead."""
    return timezone.now().year + 1


def source_of(comment: ScoopComment) -> str:
    """A comment's text as the discussion takes it: its paragraphs with blank lines between."""
    return "\n\n".join(comment.paragraphs)


def check_page(page: ScoopPage, *, site: bool) -> None:
    """Raise NotAScoopPage with one sentence on the first thing that cannot be kept.

    `site` says whether the magazine's name, tagline and Contribute label are taken over.
    """
    _check_length("The title of the story before", page.previous_story, Story, "before_title")
    _check_length("The title of the story after", page.next_story, Story, "after_title")
    if site:
        _check_length("The magazine's name", page.magazine, Magazine, "name")
        _check_length("The tagline", page.tagline, Magazine, "tagline")
        _check_length("The Contribute label", page.contribute_label, ContributePage, "label")
    for comment in page.comments:
        if fault := _fault(comment):
            raise NotAScoopPage(f"Comment #{comment.number} in line {comment.line}: {fault}")


def _check_length(what: str, text: str | None, model: type[Model], field: str) -> None:
    kept = model._meta.get_field(field)
    longest = kept.max_length if isinstance(kept, CharField) else None
    if text and longest and len(text) > longest:
        raise NotAScoopPage(f"{what} has {len(text)} characters; at most {longest} are kept.")


def _fault(comment: ScoopComment) -> str:
    """A sentence on what is wrong with a comment, or "" for nothing."""
    return (
        _fault_of_time(comment)
        or _fault_of_words(comment)
        or _fault_of_ratings(comment)
        or _fault_of_name(comment.author)
    )


def _fault_of_time(comment: ScoopComment) -> str:
    latest = latest_year()
    if comment.posted_at is None:
        return (
            f"The time zone {comment.zone!r} is not known; say which is meant with --zone, "
            "such as --zone America/New_York."
        )
    if not EARLIEST_YEAR <= comment.local.year <= latest:
        return f"Its year is {comment.local.year}, not one from {EARLIEST_YEAR} to {latest}."
    return ""


def _fault_of_words(comment: ScoopComment) -> str:
    source, length = source_of(comment), len(comment.subject)
    if not comment.subject.strip():
        return "It has no subject."
    if not source.strip():
        return "It has no text."
    if length > LONGEST_SUBJECT:
        return f"Its subject has {length} characters; at most {LONGEST_SUBJECT} are kept."
    if (size := len(source.encode())) > LONGEST_TEXT:
        return f"Its text has {size:,} bytes; at most {LONGEST_TEXT:,} are kept."
    return ""


def _fault_of_ratings(comment: ScoopComment) -> str:
    if (comment.rating_sum or 0) > LARGEST_SUM:
        return f"Its {comment.ratings:,} ratings of {comment.mean} are more than can be kept."
    return ""


def _fault_of_name(name: str) -> str:
    try:
        names.check(name)
    except ValidationError as problem:
        return " ".join(problem.messages)
    return ""
