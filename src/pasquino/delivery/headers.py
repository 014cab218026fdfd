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

# The desk is Wagtail's. It needs inline styles and scripts of its own widgets (see
# docs/operating/safety.md, "The desk's policy"); readers' HTML is never rendered inside it.
DESK_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'; object-src 'none'"
)

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
        at_desk = request.path.startswith("/desk/")
        response.headers.setdefault(
            "Content-Security-Policy", DESK_POLICY if at_desk else PUBLIC_POLICY
        )
        response.headers.setdefault("X-Frame-Options", "SAMEORIGIN" if at_desk else "DENY")
        if self.is_https:
            response.headers.setdefault("Strict-Transport-Security", self.hsts)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
        return response
