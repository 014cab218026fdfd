"""What the desk's scripts ask about sources, in JSON; for writers and editors, with CSRF.

`POST /desk/sources/look-up/` (name `desk-source-look-up`) takes `{"url": "https://…"}` as JSON, or
`url` as a form field. The work at that address is found, or made and its page asked for. Answers
200 with

    {"id": 12, "title": "…", "authors": ["…"], "publisher": "…", "published": "2017-03-07",
     "state": "complete", "waiting": "", "said": "A copy of 7 March 2017 is kept.",
     "is_filled": false, "url": "https://…", "page": "/desk/sources/12/",
     "ask": "/desk/sources/12/state/"}

`state` is that of the copy that counts: complete, staff_copy, partial, blocked, unreachable, gone,
unreadable, or none; `waiting` is queued or fetching while one is on its way, else empty; `said`
says both in words. 422 with `{"error": "…"}`, a sentence, where the address is none.

`GET /desk/sources/<number>/state/` (name `desk-source-state`) gives the same for a known work; 404
where there is none. To be asked every two seconds or so while `waiting` is not empty.
"""

from __future__ import annotations

import json

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from pasquino.accounts.access import member
from pasquino.accounts.models import User
from pasquino.sources import copies, sentences, works
from pasquino.sources.actions import request_capture
from pasquino.sources.askable import askable
from pasquino.sources.desk_door import at_the_desk
from pasquino.sources.models import CaptureRequest, Work
from pasquino.sources.web_addresses import NoWebAddress

REFUSED = 422


@at_the_desk
@require_POST
def look_up(request: HttpRequest) -> JsonResponse:
    """The work at an address; its copy is asked for if there is none yet."""
    try:
        work = looked_up(_url(request), by=member(request))
    except NoWebAddress as refused:
        return JsonResponse({"error": sentences.of_refusal(refused)}, status=REFUSED)
    return JsonResponse(told(work))


@at_the_desk
@require_GET
def state(request: HttpRequest, number: int) -> JsonResponse:
    """What is known of a work and of its copy now."""
    return JsonResponse(told(get_object_or_404(Work, pk=number)))


def looked_up(url: str, *, by: User | None) -> Work:
    """The work at this address, made if unknown, and its page asked for if no copy has text.

    Raises NoWebAddress.
    """
    if not url:
        raise NoWebAddress(url)
    work = works.work_at(url) or works.work_for(url=askable(url), by=by)
    held = copies.held_of(work.pk)
    if held.state == copies.NONE and not held.waiting:
        request_capture(work, url=url, purpose=CaptureRequest.Purpose.PASTE, by=by)
    return work


def told(work: Work) -> dict[str, object]:
    """A work and the state of its copy, for a script."""
    held = copies.held_of(work.pk)
    address = work.addresses.order_by("-is_canonical", "pk").first()
    authors = work.author_rows.select_related("party__same_as")
    return {
        "id": work.pk,
        "title": work.title,
        "authors": [str(row.party.same_as or row.party) for row in authors],
        "publisher": str(work.publisher or ""),
        "published": work.published,
        "state": held.state,
        "waiting": held.waiting,
        "said": sentences.of_held(held),
        "is_filled": work.is_filled,
        "url": address.url if address else "",
        "page": reverse("desk-source", args=[work.pk]),
        "ask": reverse("desk-source-state", args=[work.pk]),
    }


def _url(request: HttpRequest) -> str:
    """The address asked for; empty where none can be found in the request."""
    if request.content_type != "application/json":
        return request.POST.get("url", "")
    try:
        asked = json.loads(request.body)
    except ValueError:
        return ""
    url = asked.get("url") if isinstance(asked, dict) else ""
    return url if isinstance(url, str) else ""
