"""Writes down what comments quote that were posted before quotations were written down."""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import Q

from pasquino.discussion.actions import quoting
from pasquino.discussion.models import Comment

logger = logging.getLogger(__name__)
_BATCH = 200


def record_before() -> tuple[int, int]:
    """Write down the quotations of comments that quote and have none written down.

    Each comment is a transaction, and the worker looks at it afterwards: what was stopped goes
    on where it was. Gives how many comments were written down, and how many could not be.
    """
    quotes = Q(text__html__contains="<blockquote>") | Q(additions__html__contains="<blockquote>")
    waiting = Comment.objects.filter(quotes, quotations=None).order_by("pk").distinct()
    done = failed = last = 0
    while keys := list(waiting.filter(pk__gt=last).values_list("pk", flat=True)[:_BATCH]):
        for key in keys:
            is_done = _recorded(key)
            done, failed = done + is_done, failed + (not is_done)
        last = keys[-1]
    return done, failed


def _recorded(key: int) -> bool:
    try:
        with transaction.atomic():
            comment = Comment.objects.select_related("text").get(pk=key)
            added = comment.additions.order_by("pk").values_list("html", flat=True)
            quoting.write_down(comment, comment.text, added)
    except Exception:
        logger.exception("The quotations of comment %s could not be written down.", key)
        return False
    return True
