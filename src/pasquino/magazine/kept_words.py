"""What somebody has written in a form that could not be taken: it is never lost.

A refused form (its key has expired, nobody is signed in, the database is away) is answered with
a page that holds its words in a form of their own, which can be sent again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError

WRITTEN = ("subject", "source")  # shown and editable
CARRIED = ("key", "version", "previewed")  # carried on unseen; never a password, never a token


@dataclass(frozen=True)
class KeptWords:
    """The words of a form for the page at `path`."""

    path: str
    act: str
    token: str
    subject: str | None = None
    source: str = ""
    carried: dict[str, str] = field(default_factory=dict)


def of(request: HttpRequest) -> KeptWords | None:
    """The words a request brought, if it came from a form to write in."""
    try:
        sent = request.POST
    except (SuspiciousOperation, BadRequest, UnreadablePostError):
        return None  # too large or broken off: there is nothing to give back
    if not any(sent.get(name, "").strip() for name in WRITTEN):
        return None
    return KeptWords(
        path=request.path,
        act=sent.get("act", "preview"),
        token=sent.get("csrfmiddlewaretoken", ""),
        subject=sent.get("subject"),
        source=sent.get("source", ""),
        carried={name: sent[name] for name in CARRIED if name in sent},
    )
