"""What somebody has written in a form that could not be taken: it is never lost.

A refused form (its key has expired, nobody is signed in, the database is away) is answered with
a page that holds its words in a form of their own, which can be sent again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, QueryDict, UnreadablePostError

WRITTEN = ("subject", "source")  # shown and editable
CARRIED = ("key", "version", "previewed")  # carried on unseen; never a password, never a token
_SECRET = re.compile("password|token|secret|code|credential", re.IGNORECASE)
_WORDY = ("evidence", "reason")  # written by hand, also where it is one word


@dataclass(frozen=True)
class KeptWords:
    """The words of a form for the page at `path`."""

    path: str
    act: str
    token: str
    subject: str | None = None
    source: str = ""
    carried: dict[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()  # written in fields of other names: to be copied, not sent

    @property
    def can_be_sent(self) -> bool:
        """The page they were written for takes them as they are here."""
        return bool(self.source.strip() or (self.subject or "").strip())


def of(request: HttpRequest) -> KeptWords | None:
    """The words a request brought, if it came from a form to write in."""
    try:
        sent = request.POST
    except (SuspiciousOperation, BadRequest, UnreadablePostError):
        return None  # too large or broken off: there is nothing to give back
    others = tuple(_others(sent))
    if not others and not any(sent.get(name, "").strip() for name in WRITTEN):
        return None
    return KeptWords(
        path=request.path,
        act=sent.get("act", "preview"),
        token=sent.get("csrfmiddlewaretoken", ""),
        subject=sent.get("subject"),
        source=sent.get("source", ""),
        carried={name: sent[name] for name in CARRIED if name in sent},
        others=others,
    )


def _others(sent: QueryDict) -> Iterator[str]:
    """What was written by hand in fields of any other name: words, not choices nor secrets."""
    for name, values in sent.lists():
        if name in (*WRITTEN, *CARRIED) or _SECRET.search(name):
            continue
        yield from (
            value
            for value in map(str, values)
            if value.strip() and (name in _WORDY or len(value.split()) > 1)
        )
