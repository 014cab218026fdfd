"""Which outlooks and claims somebody who asks may see: the public ones, and editors all."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from pasquino.accounts.access import roles_in
from pasquino.accounts.models import Role
from pasquino.outlooks import citing
from pasquino.outlooks.models import Outlook, OutlookClaim

_EDITORS = {str(Role.EDITOR), str(Role.ADMIN)}
_LARGEST = 2**63 - 1  # of a number in the database
_DIGITS = 18  # of a claim's number in an address


def is_editor(request: HttpRequest) -> bool:
    """Whoever asks sees all outlooks, and assesses claims; without a session nobody is asked for.

    So the page of somebody who is not signed in does not vary with cookies.
    """
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return has_session and bool(roles_in(request) & _EDITORS)


def visible(request: HttpRequest) -> QuerySet[Outlook]:
    """The outlooks that whoever asks may see."""
    found: QuerySet[Outlook] = Outlook.objects.all() if is_editor(request) else citing.public()
    return found


def outlook_for(request: HttpRequest, number: int) -> Outlook:
    """The outlook of this number. Raises Http404 also where it is not for whoever asks."""
    if number > _LARGEST:
        raise Http404
    return get_object_or_404(visible(request).select_related("work", "relayed_in"), pk=number)


def claim_for(outlook: Outlook, key: str) -> OutlookClaim:
    """The claim of this key in an outlook, or else of this number. Raises Http404."""
    if found := outlook.claims.filter(key=key).first():
        return found
    if not (key.isascii() and key.isdecimal() and len(key) <= _DIGITS):
        raise Http404
    return get_object_or_404(outlook.claims, pk=int(key))
