"""The desk's pages for quotations: checked while one writes, changed by one click, vouched for."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from pasquino.accounts.models import User
from pasquino.quotations import records
from pasquino.quotations.models import Attestation
from pasquino.stories import (
    desk_finding,
    desk_quotations,
    desk_quotations_deeds,
    gate,
    gate_records,
    rendering,
)
from pasquino.stories.desk_quotations_deeds import Locked, WordsChanged
from pasquino.stories.models import AttestedWords, Story

LONGEST_WORDS = 65_536  # characters, as in the API
TYPED = "desk_vouch_typed"
LONGEST_NUMBER = 9  # digits; more is no source's


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """What is to be said of one quotation now, for the script beside its block; writes nothing.

    Takes JSON `{words, link, source, kind, work, publisher, story}`, all but the words optional,
    `story` the number of a saved one. Answers `{status, said, warnings, pending, source, html}`:
    `source` is the number of the work it was judged by, `html` what the desk shows.
    """
    given = _json(request)
    if given is None:
        return _refused(_("The desk's script sent something that is no JSON object."))
    if len(str(given.get("words") or "")) > LONGEST_WORDS:
        return _refused(
            _("These words are too many to be checked as one quotation; the most are 65,536.")
        )
    story = _story(request, given.get("story"))
    language = desk_quotations.language_of(story)
    entry = rendering.quotation_entry("", {name: _field(given, name) for name in FIELDS})
    if not entry["words"]:
        return JsonResponse({"status": "", "said": "", "warnings": [], "html": ""})
    attested = _attested(story, gate.text_of(entry))
    one = desk_quotations.look(entry, language, attested)
    others = desk_quotations.works_of(story) if story else []
    (one,) = desk_finding.with_offers([one], language, others)
    return JsonResponse(
        {
            "status": one.said.verdict,
            "said": one.said.words,
            "warnings": list(one.said.notes),
            "pending": one.is_pending,
            "source": one.work.pk if one.work else None,
            "html": render_to_string("stories/desk/_quotation_live.html", {
                "one": one,
                "story": story if story and _may_vouch(request, story) else None,
                **vouching(request),
            }),
        }
    )  # fmt: skip


@require_POST
def vouch(request: HttpRequest) -> HttpResponse:
    """Keep that an editor vouches for words: JSON `{story, words, how, note, name}`."""
    given = _json(request) or {}
    story = _story(request, given.get("story"))
    if story is None:
        return _refused(_("Save the draft first; then you can vouch for words in it."))
    words = rendering.quotation_entry("", {"words": _field(given, "words")})
    refusal = _vouch(request, story, gate.text_of(words), given)
    return _refused(refusal) if refusal else JsonResponse({"said": str(VOUCHED())})


@require_POST
def deed(request: HttpRequest, story_id: int) -> HttpResponse:
    """One button of the panel "Quotations": changes the newest draft, and shows it again."""
    story = get_object_or_404(Story, pk=story_id)
    if not story.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    what, _space, key = request.POST.get("deed", "").partition(" ")
    back = redirect(reverse("wagtailadmin_pages:edit", args=[story.pk]))
    try:
        if what == "vouch":
            refusal = _vouch_from_panel(request, story, key)
            (messages.error if refusal else messages.success)(request, refusal or VOUCHED())
        else:
            desk_quotations_deeds.change(story, key, what, by=request.user)
            messages.success(request, _("The draft is changed. Look at the words once more."))
    except WordsChanged:
        messages.error(
            request, _("The words have been changed since this page was made; look at them anew.")
        )
    except Locked:
        messages.error(request, _("Somebody has locked this story, so nothing was changed."))
    return back


FIELDS = ("words", "link", "source", "kind", "work", "publisher", "speaker", "via")


def VOUCHED() -> str:  # noqa: N802 - a sentence, translated when it is said
    """What is said when somebody vouched."""
    return _("You vouch for these words; readers see it once the story is published.")


def vouching(request: HttpRequest) -> dict[str, Any]:
    """What the fields for vouching show: the ways of knowing, and the editor's own name."""
    return {"hows": Attestation.How.choices, "vouching_name": str(request.user)}


def _vouch_from_panel(request: HttpRequest, story: Story, key: str) -> str:
    shown = desk_quotations_deeds.with_hash(story, key)
    given = {name: request.POST.get(f"{name}-{key}", "") for name in ("how", "note", "name")}
    refusal = _vouch(request, story, shown.text, given)
    if refusal:  # the page shows the story anew, with what was typed
        request.session[TYPED] = {"key": key, **given}
    return refusal


def _vouch(request: HttpRequest, story: Story, text: str, given: dict[str, Any]) -> str:
    """Keep it, or a sentence saying why not."""
    if not _may_vouch(request, story):
        raise PermissionDenied
    how = str(given.get("how") or "")
    if how not in Attestation.How.values:
        return _("Say how you know: heard live, in print, or translated.")
    try:
        gate_records.vouch(
            story,
            text,
            how=how,
            note=str(given.get("note") or ""),
            name=str(given.get("name") or ""),
            by=_editor(request),
        )
    except gate_records.NothingSaid:
        return _("Say which edition, recording or occasion it was, and who vouches.")
    except gate_records.NameTooLong:
        return _("The name may have up to 200 characters.")
    return ""


def _editor(request: HttpRequest) -> User | None:
    """Who presses the button; Wagtail lets nobody else come here."""
    return request.user if isinstance(request.user, User) else None


def _may_vouch(request: HttpRequest, story: Story) -> bool:
    """Those who may publish; a writer asks an editor."""
    return bool(story.permissions_for_user(request.user).can_publish())


def _story(request: HttpRequest, given: Any) -> Story | None:
    """The story of this number, if there is one yet; only for those who may edit it."""
    if not str(given or "").isdecimal():
        return None
    story = get_object_or_404(Story, pk=int(given))
    if not story.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return story


def _attested(story: Story | None, text: str) -> AttestedWords | None:
    rows = AttestedWords.objects.filter(story=story, text_hash=records.hash_of(text))
    return rows.first() if story else None


def _json(request: HttpRequest) -> dict[str, Any] | None:
    try:
        given = json.loads(request.body)
    except ValueError:
        return None
    return given if isinstance(given, dict) else None


def _field(given: dict[str, Any], name: str) -> Any:
    """A field of the block as the form would give it: text, and a number for the source."""
    value = str(given.get(name) or "")
    if name == "source":
        return int(value) if value.isdecimal() and len(value) <= LONGEST_NUMBER else None
    return value


def _refused(sentence: str) -> JsonResponse:
    return JsonResponse({"detail": sentence}, status=422)


urlpatterns = [
    path("quotations/check/", check, name="desk-quotations-check"),
    path("quotations/vouch/", vouch, name="desk-quotations-vouch"),
    path("quotations/<int:story_id>/deed/", deed, name="desk-quotations-deed"),
]
