"""Hides masked names in every answer but those of the desk and of moderation. Decision 0023."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import cast

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from pasquino.sources import masking
from pasquino.sources.mask_markup import masked_html, masked_json
from pasquino.sources.mask_words import Masks

UNMASKED = ("/desk/", "/moderation/", "/static/", "/media/")  # staff work on the originals
_MARKUP = ("html", "xml")
_PLAIN = ("text/", "application/x-bibtex", "application/x-research-info-systems")


def mask(request: HttpRequest, response: HttpResponseBase) -> None:
    """Hide the names in an answer that is text; costs one look while no mask is in force."""
    if request.path.startswith(UNMASKED):
        return
    masks = masking.masks()
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if not masks or not _is_text(kind) or "Content-Encoding" in response.headers:
        return
    if isinstance(response, StreamingHttpResponse):
        chunks = cast("Iterable[bytes]", response.streaming_content)
        response.streaming_content = _streamed(chunks, kind, response.charset, masks)
        return
    assert isinstance(response, HttpResponse)  # noqa: S101 - Django knows no third kind
    before = response.content.decode(response.charset, "surrogateescape")
    after = _masked(before, kind, masks)
    if after != before:
        response.content = after.encode(response.charset, "surrogateescape")
        if "Content-Length" in response.headers:
            response.headers["Content-Length"] = str(len(response.content))


def _is_text(kind: str) -> bool:
    return _is(kind, "json") or _is(kind, *_MARKUP) or kind.startswith(_PLAIN)


def _is(kind: str, *names: str) -> bool:
    return kind.endswith(tuple(f"{mark}{name}" for name in names for mark in "/+"))


def _masked(text: str, kind: str, masks: Masks) -> str:
    if _is(kind, *_MARKUP):
        return masked_html(text, masks, is_feed=_is(kind, "xml"))
    return _masked_json(text, masks) if _is(kind, "json") else masks.masked(text)


def _masked_json(text: str, masks: Masks) -> str:
    """The document written anew where a name stood in it; what is no JSON counts as text."""
    try:
        value = json.loads(text)
    except ValueError:
        return masks.masked(text)
    masked = masked_json(value, masks)
    return text if masked == value else json.dumps(masked, ensure_ascii=False)


def _streamed(chunks: Iterable[bytes], kind: str, charset: str, masks: Masks) -> Iterator[bytes]:
    """The whole at once: a name may stand over two pieces. Only a member's own data streams."""
    text = b"".join(chunks).decode(charset, "surrogateescape")
    yield _masked(text, kind, masks).encode(charset, "surrogateescape")
