"""What `/api/` answers when it refuses or fails: one shape for all, problem details (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

API = "/api/"
MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """Why a request to the API is refused; `detail` is a full sentence for whoever wrote it."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        errors: list[dict[str, str]] | None = None,
    ) -> None:
        """`errors` are `{"where", "what"}`, one for each part of the request that is wrong."""
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.headers, self.errors = dict(headers or {}), errors or []

    def answer(self) -> HttpResponse:
        """The refusal as sent; nobody keeps it."""
        response = HttpResponse(self._json(), MEDIA_TYPE, self.status, headers=self.headers)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def _json(self) -> str:
        """No type of ours stands behind it, so `type` is about:blank and `title` HTTP's phrase."""
        said: dict[str, object] = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
        }
        if self.errors:
            said["errors"] = self.errors
        return json.dumps(said)


class ApiAnswers:
    """Middleware: the API knows no cookie, and all its refusals have one shape.

    A session cookie is taken away before anybody looks: who writes by the API shows a token, so
    no page elsewhere can write in the name of a reader who happens to be signed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; what others in the house refused with a page becomes a problem."""
        if not request.path.startswith(API):
            return self.get_response(request)
        request.COOKIES.clear()
        response = self.get_response(request)
        if response.status_code < HTTPStatus.BAD_REQUEST or _is_problem(response):
            return response
        return _problem(request, response)


KEPT = ("Allow", "Retry-After", "WWW-Authenticate")


def _is_problem(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith(MEDIA_TYPE)


def _problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page's status in our shape; what the page said is for people and is left out."""
    headers = {name: response.headers[name] for name in KEPT if name in response.headers}
    return Problem(response.status_code, _sentence(request, response), headers=headers).answer()


def _sentence(request: HttpRequest, response: HttpResponse) -> str:
    status = response.status_code
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return _("%(method)s is not possible here; possible is: %(allowed)s.") % {
            "method": request.method,
            "allowed": response.headers.get("Allow", ""),
        }
    return {
        HTTPStatus.FORBIDDEN: _("Browsers may write here from this magazine's own pages only."),
        HTTPStatus.NOT_FOUND: _("Nothing stands at this address."),
        HTTPStatus.BAD_REQUEST: _("The request makes no sense."),
        HTTPStatus.SERVICE_UNAVAILABLE: _("The magazine is busy. Try again in a while."),
    }.get(HTTPStatus(status), _("Something went wrong here. It has been written down."))
