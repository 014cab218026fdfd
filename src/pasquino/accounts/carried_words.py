"""Words that wait in the session until who wrote them has signed in, or set up a second factor."""

from __future__ import annotations

from django.http import HttpRequest

from pasquino.accounts import limits
from pasquino.accounts.limit import Limit
from pasquino.accounts.networks import network_of
from pasquino.magazine import kept_words

SESSION_KEY = "kept_words"
KEEPING = Limit(40, 600)  # texts carried, from one network
LONGEST_KEPT = 256 * 1024  # characters


def carry(request: HttpRequest) -> bool:
    """Put the words into the session, which survives signing in; False where that is too much."""
    words = kept_words.of(request)
    if words is None or not words.can_be_sent:
        return True
    if len(words.source) + len(words.subject or "") > LONGEST_KEPT:
        return False
    try:
        limits.take("kept_words", network_of(request), limit=KEEPING)
    except limits.TooOften:
        return False
    request.session[SESSION_KEY] = {
        "path": words.path,
        "subject": words.subject or "",
        "source": words.source,
        **words.carried,
    }
    return True


def carried(request: HttpRequest) -> dict[str, str]:
    """What was written for this page before; given once."""
    kept: dict[str, str] = request.session.get(SESSION_KEY, {})
    if kept.get("path") != request.path:
        return {}
    del request.session[SESSION_KEY]
    return kept
