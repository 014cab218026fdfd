"""Says of a view who may have its page, and sends it with what follows from that."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from pasquino.delivery.outgoing import passed

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

WORTH_COMPRESSING = 1024  # bytes; below that the headers weigh more than is saved
COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/xml",
    "application/atom+xml",
    "application/feed+json",
)


@dataclass(frozen=True)
class Rule:
    """Who may have what a route answers: role names, or "everyone"; `why` says it in words."""

    roles: tuple[str, ...]
    why: str
    query: tuple[str, ...] = ()

    @property
    def is_public(self) -> bool:
        """Everyone may have it, and everyone gets the same."""
        return self.roles == ("everyone",)


def public(*, query: Collection[str] = ()) -> Callable[[View], View]:
    """A page that is the same for all visitors: no cookie, validated again at each visit.

    For somebody signed in an HTML page has their name in it, so nobody keeps it. A view whose
    answer may be kept longer, or is the same for members too, says so in Cache-Control itself.
    Only the named query keys reach the view; any other is as if it were not there.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            _forget_unknown(request, query)
            response = view(request, *args, **kwargs)
            return sent_publicly(request, response)

        answer.rule = Rule(("everyone",), "public page", tuple(query))  # type: ignore[attr-defined]  # read by `pasquino routes`
        return answer  # type: ignore[return-value]  # same signature as the view's

    return mark


def rule_of(view: Callable[..., object]) -> Rule | None:
    """The rule stated at a view, if any."""
    found = getattr(view, "rule", None)
    return found if isinstance(found, Rule) else None


def _forget_unknown(request: HttpRequest, query: Collection[str]) -> None:
    known = request.GET.copy()
    for key in set(known) - set(query):
        del known[key]
    known._mutable = False
    request.GET = known  # type: ignore[assignment]  # a copy of the same kind


def sent_publicly(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The answer with what a public page carries; for views that `public` cannot mark."""
    passed(request, response)
    if _is_for_member(request, response):
        response.headers["Cache-Control"] = "private, no-store"
        return response
    if response.cookies:
        raise CookieOnPublicPage(request.path)
    response.headers.setdefault("Cache-Control", "no-cache")
    if not isinstance(response, HttpResponse) or response.status_code != 200:  # noqa: PLR2004 - HTTP's own
        return response
    patch_vary_headers(response, ["Accept-Encoding"])
    tag = hashlib.blake2b(response.content, digest_size=12).hexdigest()
    response.headers["ETag"] = f'W/"{tag}"'
    _compress(request, response)
    etag = response.headers["ETag"]
    return get_conditional_response(request, etag=etag, response=response) or response


def _is_for_member(request: HttpRequest, response: HttpResponseBase) -> bool:
    """An HTML page for somebody signed in; who has no session's cookie costs no look."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or "Cache-Control" in response.headers:
        return False
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return is_html and response.status_code < 300 and request.user.is_authenticated  # noqa: PLR2004 - redirects name nobody


class CookieOnPublicPage(Exception):
    """A public page tried to set a cookie; it would leak through shared caches."""


def _compress(request: HttpRequest, response: HttpResponse) -> None:
    kind = response.headers.get("Content-Type", "")
    if len(response.content) < WORTH_COMPRESSING or not kind.startswith(COMPRESSIBLE):
        return
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = gzip.compress(response.content, compresslevel=5, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))
