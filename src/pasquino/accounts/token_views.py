"""A member's tokens for the API: listed, made and shown once, revoked."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pasquino.accounts import tokens
from pasquino.accounts.access import only
from pasquino.accounts.models import Role, User
from pasquino.accounts.token_forms import TokenForm


@only(Role.READER, why="a member's own tokens")
def own_tokens(request: HttpRequest) -> HttpResponse:
    """The tokens a member has, and the form for one more; a new one is shown here, once.

    It outlives the session, so whoever makes one shows again who they are, and is told by mail.
    """
    member = _member(request)
    if request.method != "POST":
        return _page(request, member, TokenForm(label_suffix=""))
    form = TokenForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _page(request, member, form, status=422)
    raise_if_reauthentication_required(request, app="allauth.account")
    try:
        token, secret = tokens.make_token(member=member, **form.cleaned_data)
    except tokens.TooManyTokens:
        words = _("You have %(most)s tokens, as many as one may have. Revoke one first.")
        form.add_error(None, words % {"most": tokens.MOST})
        return _page(request, member, form, status=422)
    told = {"token_name": token.name}
    get_adapter().send_notification_mail("accounts/email/token_made", member, told)
    return render(request, "accounts/token_made.html", {"token": token, "secret": secret})


@only(Role.READER, why="a member's own tokens")
@require_POST
def revoke_token(request: HttpRequest, number: int) -> HttpResponse:
    """Take one of them away; it opens nothing from now on."""
    tokens.revoke_token(member=_member(request), token=number)
    return redirect("tokens")


def _page(request: HttpRequest, member: User, form: TokenForm, status: int = 200) -> HttpResponse:
    context = {"tokens": member.tokens.all(), "form": form}
    return render(request, "accounts/tokens.html", context, status=status)


def _member(request: HttpRequest) -> User:
    member = request.user
    assert isinstance(member, User)  # noqa: S101 - `only` has seen to it; this tells mypy
    return member
