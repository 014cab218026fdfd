"""The description of the API for programs: what ninja writes, and what it leaves out."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.conf import settings
from ninja import NinjaAPI

from pasquino.delivery.problems import MEDIA_TYPE

ABOUT = """\
Read the stories and discussions of a magazine, and write in a member's name with a token.

Reading needs no token, is the same for everyone, and answers with an ETag. Writing needs
the header `Authorization: Bearer pasq_…`; members make tokens at `/account/tokens/`. Cookies are
ignored.
Every refusal is `application/problem+json` (RFC 9457) with a full sentence in `detail`.
"""
PROBLEMS = {
    "400": "The body is no JSON.",
    "401": "No token, or one that opens nothing.",
    "403": "The token lacks a scope, its holder is suspended, or this is not theirs to do.",
    "404": "There is no such thing.",
    "409": "It cannot be done any more.",
    "410": "The story was withdrawn.",
    "411": "The body came in chunks, without its length.",
    "413": "The body is longer than 1 MiB.",
    "415": "The body is not sent as JSON.",
    "422": "Something in the request is not as described.",
    "429": "Too much in a short time; `Retry-After` says how many seconds to wait.",
}
READING = ("404", "410", "422")
TOKEN = ("401", "403", "422")
WRITING = ("400", "401", "403", "404", "409", "410", "411", "413", "415", "422", "429")
PROBLEM = {
    "type": "object",
    "description": "Problem details (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "examples": ["about:blank"]},
        "title": {"type": "string", "examples": ["Unprocessable Entity"]},
        "status": {"type": "integer", "examples": [422]},
        "detail": {"type": "string", "examples": ["A comment needs a subject and a text."]},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["where", "what"],
                "properties": {"where": {"type": "string"}, "what": {"type": "string"}},
            },
        },
    },
}


@cache
def written(api: NinjaAPI) -> str:
    """The document as JSON; it does not change while the program runs."""
    document: dict[str, Any] = json.loads(
        json.dumps(api.get_openapi_schema(path_prefix="api/v1/"))
    )
    document["info"]["description"] = ABOUT
    document["servers"] = [{"url": settings.BASE_URL}]
    components = document.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["responses"] = {status: _response(status) for status in PROBLEMS}
    for operations in document["paths"].values():
        for method, operation in operations.items():
            for status in _refusals(method, operation):
                reference = {"$ref": f"#/components/responses/{status}"}
                operation["responses"].setdefault(status, reference)
    return json.dumps(document, ensure_ascii=False, indent=1)


def _refusals(method: str, operation: dict[str, Any]) -> tuple[str, ...]:
    if method != "get":
        return WRITING
    return TOKEN if "security" in operation else READING


def _response(status: str) -> dict[str, Any]:
    response: dict[str, Any] = {
        "description": PROBLEMS[status],
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status == "429":
        response["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    return response
