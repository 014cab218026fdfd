"""Every write must come from a page of this magazine."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.module_loading import import_string

READING = ("GET", "HEAD", "OPTIONS", "TRACE")


class SessionCsrf(CsrfViewMiddleware):
    """Django's protection with its secret in the session, reading none where there is none.

    Django's own looks into the session of every request (`CSRF_USE_SESSIONS`), which marks
    each public page as varying by cookie; a reader without a session cookie has no secret.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Fetch the secret of those who have a session."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            super().process_request(request)


class SameOriginWrites:
    """Middleware: refuses a write that a browser says comes from elsewhere.

    Django's CSRF protection asks for a token and compares `Origin`; this adds
    `Sec-Fetch-Site` and `Referer`, and holds for views that need no token too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass reading on; pass a write on only when nothing says it is foreign."""
        if request.method in READING or _is_ours(request):
            return self.get_response(request)
        refuse: Callable[..., HttpResponse] = import_string(settings.CSRF_FAILURE_VIEW)
        return refuse(request, reason="another site")


def _is_ours(request: HttpRequest) -> bool:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    sender = request.headers.get("Origin") or request.headers.get("Referer")
    if sender is None:
        return True  # not a browser's form: the token decides
    parts = urlsplit(sender)
    ours = urlsplit(settings.BASE_URL)
    return parts.netloc in (request.get_host(), ours.netloc) and parts.scheme in ("http", "https")
