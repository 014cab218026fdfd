"""The API: the rooms' routes put together, their rules stated, what goes wrong put into words."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import Operation
from ninja.parser import Parser

from pasquino.accounts.api import router as accounts
from pasquino.accounts.api_access import no_token
from pasquino.config import api_document
from pasquino.delivery.pages import Rule, public, sent_publicly
from pasquino.delivery.problems import Problem
from pasquino.discussion.api import router as discussion
from pasquino.quotations.api import router as quotations
from pasquino.search.api import router as search
from pasquino.stories.api import router as stories
from pasquino.stories.api_figures import router as story_figures
from pasquino.stories.api_quotations import router as story_quotations

ROUTERS = (stories, story_quotations, story_figures, discussion, quotations, search, accounts)
LONGEST_BODY = 2**20  # bytes; a comment of 64 KiB whose every character is escaped fits in
MISSING, NO_LENGTH, TOO_LARGE, NOT_JSON, WRONG = 404, 411, 413, 415, 422
PUBLIC = "public, the same for everyone"
TOKEN = "holder of a token"  # noqa: S105 - a role, not a secret


class StrictJson(Parser):
    """JSON as RFC 8259 has it: UTF-8, no NaN; what no database can keep is refused.

    Asked only once the token is known to be good, so strangers have nothing of theirs read.
    """

    def parse_body(self, request: HttpRequest) -> Any:  # whatever JSON can say
        """What the body says; ninja makes one error of all that is raised here: see `_no_json`."""
        if len(request.body) > LONGEST_BODY:
            raise _too_long()
        if request.content_type != "application/json":
            words = _("Send the body as JSON, with the header “Content-Type: application/json”.")
            raise Problem(NOT_JSON, words)
        said = json.loads(request.body.decode("utf-8"), parse_constant=_refuse)
        json.dumps(said, ensure_ascii=False).encode("utf-8")  # fails for half of a character
        return said


def _refuse(constant: str) -> None:
    raise ValueError(constant)


api = NinjaAPI(
    title="Pasquino API",
    version="1",
    urls_namespace="api",
    openapi_url=None,  # ours is below; the library's page for people loads scripts from elsewhere
    docs_url=None,
    parser=StrictJson(),
)
for _router in ROUTERS:
    api.add_router("", _router)


@public()
def document(request: HttpRequest) -> HttpResponse:
    """What the API can do, as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1)."""
    return HttpResponse(api_document.written(api), "application/json")


def addresses() -> list[URLPattern]:
    """All addresses of the API, each with its rule."""
    found = {
        str(pattern.pattern): pattern
        for pattern in reversed(api.urls[0])
        if isinstance(pattern, URLPattern)
    }
    ours = [path("openapi.json", document, name="openapi")]
    for router in ROUTERS:
        for written, view in router.path_operations.items():
            route = written.lstrip("/").replace("{", "<").replace("}", ">")
            guarded = _guarded(found[route].callback, view.operations)
            ours.append(path(route, guarded, name=found[route].name))
    return ours


def _guarded(
    view: Callable[..., HttpResponseBase], operations: Sequence[Operation]
) -> Callable[..., HttpResponseBase]:
    """The view of some operations on one address with their rule, and with what a library
    leaves open: HEAD, unknown parameters, bodies in chunks.
    """  # fmt: skip
    by_method = {method: operation for operation in operations for method in operation.methods}

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = request.method or ""
        operation = by_method.get("GET" if asked == "HEAD" else asked)
        if operation is None:
            return view(request, *args, **kwargs)
        try:
            _check(request, operation)
        except Problem as problem:
            return problem.answer()
        request.method = operation.methods[0]  # HEAD as GET; the server leaves the body out
        response = view(request, *args, **kwargs)
        request.method = asked
        return response if operation.auth_callbacks else sent_publicly(request, response)

    answer.rule = _rule(operations)  # type: ignore[attr-defined]  # read by `pasquino routes`
    answer.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie counts here, so none can be abused
    return answer


def _rule(operations: Sequence[Operation]) -> Rule:
    """Everyone, holders of a token, or both where reading and writing share an address."""
    reading = [operation for operation in operations if not operation.auth_callbacks]
    writing = [operation for operation in operations if operation.auth_callbacks]
    query = [key for operation in operations for key in _query_keys(operation)]
    scopes = "; ".join(
        f"{', '.join(operation.methods)}: {_scope(operation)}" for operation in writing
    )
    roles = ("everyone",) * bool(reading) + (TOKEN,) * bool(writing)
    why = "; ".join(filter(None, [f"GET: {PUBLIC}" if reading else "", scopes]))
    return Rule(roles, why, tuple(query))


def _scope(operation: Operation) -> str:
    scope = getattr(operation.auth_callbacks[0], "scope", "")
    return f"a token with scope “{scope}”" if scope else "any token"


def _query_keys(operation: Operation) -> list[str]:
    found = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    return [key for model in found for key in getattr(model, "__ninja_flatten_map__", {})]


def _check(request: HttpRequest, operation: Operation) -> None:
    """Raise Problem for parameters nobody knows, and for bodies whose end nobody can tell."""
    known = _query_keys(operation)
    unknown = sorted(set(request.GET) - set(known))
    if unknown:
        raise _unknown(unknown, known)
    if "Transfer-Encoding" in request.headers and "Content-Length" not in request.headers:
        raise Problem(NO_LENGTH, _("Send the header “Content-Length”, not the body in chunks."))


def _unknown(unknown: list[str], known: list[str]) -> Problem:
    names = ", ".join(name[:40] for name in unknown[:10])
    if known:
        words = _("There is no parameter %(unknown)s here. There are: %(known)s.")
    else:
        words = _("There is no parameter %(unknown)s here, nor any other.")
    errors = [{"where": f"query.{name[:40]}", "what": _("Not known.")} for name in unknown[:10]]
    detail = words % {"unknown": names, "known": ", ".join(known)}
    return Problem(WRONG, detail, errors=errors)


def _too_long() -> Problem:
    return Problem(TOO_LARGE, _("The body is longer than 1 MiB. Nothing was taken of it."))


@api.exception_handler(Problem)
def _refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    return problem.answer()


@api.exception_handler(Http404)
def _missing(request: HttpRequest, missing: Http404) -> HttpResponse:
    return Problem(MISSING, _("Nothing stands at this address.")).answer()


@api.exception_handler(AuthenticationError)
def _without_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return no_token().answer()


@api.exception_handler(RequestDataTooBig)
def _too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return _too_long().answer()


@api.exception_handler(HttpError)
def _no_json(request: HttpRequest, error: HttpError) -> HttpResponse:
    """The only one the library raises itself: the parser refused the body."""
    if isinstance(error.__cause__, Problem):
        return error.__cause__.answer()
    return Problem(error.status_code, _("The body is no JSON, or not in UTF-8.")).answer()


@api.exception_handler(ValidationError)
def _not_as_described(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    errors = [{"where": _where(error["loc"]), "what": str(error["msg"])} for error in wrong.errors]
    said = "; ".join(f"{error['where']}: {error['what']}" for error in errors)
    words = _("The request is not as /api/v1/openapi.json describes it. %(said)s.")
    return Problem(WRONG, words % {"said": said[:1000]}, errors=errors).answer()


def _where(location: Sequence[object]) -> str:
    """`query.limit`, `body.subject`; the library names its own argument for the body between."""
    source, *names = map(str, location)
    return ".".join([source, *(names[1:] if source == "body" else names)])


urlpatterns = addresses()
app_name = "api"
