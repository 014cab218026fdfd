"""The headers every answer carries, so that a browser trusts a page with as little as possible."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'"
)

# The desk is Wagtail's. Why each part of it is allowed: docs/operating/safety.md, "The desk's
# policy". Readers' HTML is never rendered inside it.
DESK_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "style-src-elem 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)

# A draft shown inside the desk: the public page, in a frame of the desk alone.
PREVIEW_POLICY = PUBLIC_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
TWO_YEARS = 63_072_000


class SafetyHeaders:
    """Middleware: sets what is missing on every answer, errors included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.hsts = f"max-age={TWO_YEARS}; includeSubDomains"
        self.is_https = settings.BASE_URL.startswith("https://")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with all headers set; a view's own header is kept."""
        response = self.get_response(request)
        for name, value in EVERYWHERE.items():
            response.headers.setdefault(name, value)
        policy, framing = _policy(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("X-Frame-Options", framing)
        if self.is_https:
            response.headers.setdefault("Strict-Transport-Security", self.hsts)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
        return response


def _policy(request: HttpRequest) -> tuple[str, str]:
    """The policy for the kind of page, and who may frame it."""
    if getattr(request, "is_preview", False):  # Wagtail sets it on the request of a draft
        return PREVIEW_POLICY, "SAMEORIGIN"
    if request.path.startswith("/desk/"):
        return DESK_POLICY, "SAMEORIGIN"
    return PUBLIC_POLICY, "DENY"
