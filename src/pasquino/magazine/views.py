"""Pages of the frame itself: errors, uploaded pictures, what robots and browsers ask for."""

from __future__ import annotations

import mimetypes
import re
import sys
from pathlib import Path

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils._os import safe_join

from pasquino.delivery.pages import public
from pasquino.magazine import kept_words
from pasquino.magazine.frame import Frame

FOREVER = "public, max-age=31536000, immutable"
NAMED_BY_CONTENT = re.compile(r"images/[^/]+\.[0-9a-f]{12}\.webp")  # stories/models/pictures.py

TRY_AGAIN_AFTER = 30  # seconds
FOREIGN, SIGNED_OUT, EXPIRED = "another site", "signed out", "expired"  # why a form was refused
SECOND_FACTOR, GONE = "second factor", "gone"
SHOWN_INLINE = ("image/jpeg", "image/png", "image/webp", "image/gif")


@public()
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """An uploaded picture in one of its sizes; nothing else is given out inline."""
    try:
        path = Path(safe_join(settings.MEDIA_ROOT, name))
    except Exception as outside:
        raise Http404 from outside
    if not path.is_file():
        raise Http404
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    answer = FileResponse(
        path.open("rb"), content_type=kind, as_attachment=kind not in SHOWN_INLINE
    )
    if NAMED_BY_CONTENT.fullmatch(name):
        answer.headers["Cache-Control"] = FOREVER
    return answer


@public()
def robots(request: HttpRequest) -> HttpResponse:
    """What robots may fetch, and where the sitemap is."""
    kept = ("account", "desk", "moderation", "preview")
    lines = ["User-agent: *", *(f"Disallow: /{name}/" for name in kept), ""]
    lines += [
        f"Sitemap: {settings.BASE_URL}/{name}" for name in ("sitemap.xml", "sitemap-news.xml")
    ]
    return HttpResponse("\n".join(lines) + "\n", "text/plain")


@public()
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask here unasked."""
    return redirect(static("magazine/icon-180.png"))


@public()
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone shows when the magazine is put on its home screen."""
    magazine = Frame(request.path).magazine
    icons = [
        {
            "src": static(f"magazine/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
        }
        for size in (180, 512)
    ]
    content = {
        "name": magazine.name,
        "short_name": magazine.name[:12],
        "start_url": "/",
        "display": "browser",
        "lang": magazine.language,
        "icons": icons,
    }
    return JsonResponse(content, content_type="application/manifest+json")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was asked makes no sense; 413: it is more than we take."""
    if isinstance(exception, RequestDataTooBig):
        context = {"most": settings.DATA_UPLOAD_MAX_MEMORY_SIZE}
        return render(request, "magazine/413.html", context, status=413)
    return render(request, "magazine/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but not for this."""
    return render(request, "magazine/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing stands here."""
    return render(request, "magazine/404.html", status=404)


def form_refused(request: HttpRequest, reason: str = "", *, is_kept: bool = False) -> HttpResponse:
    """The answer to a form that was not taken; its words come back.

    403 for one from elsewhere, from an expired session (`reason` is then what Django says), from
    somebody SIGNED_OUT or without a SECOND_FACTOR; 404 where what it was written for is GONE.
    `is_kept`: the words wait elsewhere too, in the session or as a draft.
    """
    words = kept_words.of(request)
    is_signed_in = hasattr(request, "user") and request.user.is_authenticated
    if reason not in (FOREIGN, SIGNED_OUT, SECOND_FACTOR, GONE):
        reason = SIGNED_OUT if words and words.can_be_sent and not is_signed_in else EXPIRED
    context = {
        "words": words,
        "reason": reason,
        "is_readonly": reason in (FOREIGN, SECOND_FACTOR, GONE),
        "path": request.path,
        "is_kept": is_kept,
    }
    status = 404 if reason == GONE else 403
    answer = render(request, "magazine/form_refused.html", context, status=status)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def failed(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database is away; needs none, and gives back what was written.

    It comes without its look when that is broken too.
    """
    status = 503 if isinstance(sys.exc_info()[1], OperationalError | InterfaceError) else 500
    words = kept_words.of(request) if request.method == "POST" else None
    try:
        page: str = render_to_string("magazine/500.html", {"words": words, "status": status})
    except Exception:  # noqa: BLE001 - whatever failed before may fail here again
        page = _FAILED
    headers = {"Retry-After": str(TRY_AGAIN_AFTER)} if status == 503 else {}  # noqa: PLR2004 - HTTP's own
    return HttpResponse(page, status=status, headers=headers)


_FAILED = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Something went wrong</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Something went wrong here</h1>
<p>It was our fault, not yours, and it has been written down. Nothing you published is lost.</p>
<p><a href="/">Back to the front page</a></p></main></body></html>
"""
