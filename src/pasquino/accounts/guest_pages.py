"""django-allauth's pages as ours: kept by nobody, with statuses that say what happened."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from allauth.account import views as theirs
from allauth.account.internal import flows
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters

from pasquino.accounts import limits, mail_addresses, members
from pasquino.accounts.access import kept_private
from pasquino.accounts.mail_addresses import MailTaken
from pasquino.accounts.members import NameTaken
from pasquino.accounts.networks import network_of
from pasquino.magazine.frame import Frame

View = Callable[..., HttpResponseBase]

REFUSED, TOO_OFTEN, GONE = 422, 429, 410
# Forms that come back with a refusal; some pages have two.
FORMS = ("form", "webauthn_form")


def page(view: View) -> View:
    """A page of theirs: private; 422 with a refused form, 429 at a limit, 410 for used links."""

    @wraps(view)
    @sensitive_post_parameters()
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except limits.TooOften as limit:
            response = too_often(limit)
        if isinstance(response, TemplateResponse) and response.status_code == 200:  # noqa: PLR2004 - HTTP's own
            response.status_code = _status(request, response.context_data or {})
        return kept_private(response)

    return answer


def too_often(limit: limits.TooOften) -> HttpResponse:
    """429: says how long to wait, and how to get in meanwhile."""
    content = _words_at_the_limit(limit.minutes(), int(time.monotonic() // 60))
    answer = HttpResponse(content, status=TOO_OFTEN)
    answer.headers["Retry-After"] = str(_seconds(limit))
    kept_private(answer)
    return answer


@lru_cache(maxsize=64)
def _words_at_the_limit(minutes: int, _minute: int) -> bytes:
    """The page, made once a minute: guessers ask for it a hundred times a second."""
    frame = Frame("/account/login/")
    with translation.override(frame.magazine.language):
        context = {"sentence": wait(minutes), "frame": frame}
        return render_to_string("accounts/too_often.html", context).encode()


def wait(minutes: int) -> str:
    """How long to wait, as a sentence."""
    return ngettext(
        "That was too often. Try again in %(minutes)d minute.",
        "That was too often. Try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}


def _seconds(limit: limits.TooOften) -> int:
    return max(1, int((limit.until - timezone.now()).total_seconds()) + 1)


def _status(request: HttpRequest, context: dict[str, Any]) -> int:
    if context.get("token_fail") or ("can_confirm" in context and not context["confirmation"]):
        return GONE
    forms = [context[name] for name in FORMS if context.get(name) is not None]
    if request.method == "POST" and any(form.errors for form in forms):
        return REFUSED
    return 200


class SignUpView(theirs.SignupView):
    """A new account."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Make it; what somebody else took since the form was checked is said beside the field."""
        limits.take("sign_ups_network", network_of(self.request))
        limits.check("mails", form.cleaned_data["email"])
        limits.check("mails_network", network_of(self.request))
        try:
            answer: HttpResponse = super().form_valid(form)
        except (NameTaken, ValidationError) as refusal:
            form.add_error("username", members.refusal_words(refusal))
        except MailTaken:
            form.account_already_exists = True
            answer = super().form_valid(form)
        return self.form_invalid(form) if form.errors else answer


class NewPasswordByLink(theirs.PasswordResetFromKeyView):
    """A new password for whoever has the link; who came by it has shown the address is theirs."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Set it, and sign in."""
        mail_addresses.confirm_given(self.reset_user)
        return super().form_valid(form)


class FirstPasswordView(theirs.PasswordSetView):
    """A password for a member who had none; a session somebody borrowed does not get one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever can be asked by mail alone chooses it by a link sent there."""
        if mail_addresses.only_way_to_ask(request.user):
            return redirect("account_reset_password")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        """Set it; whoever has a passkey or an app shows it first."""
        raise_if_reauthentication_required(self.request, app="allauth.account")
        answer: HttpResponse = super().form_valid(form)
        return answer


class PasskeyAgain(webauthn.ReauthenticateWebAuthnView):
    """The passkey once more; a wrong one leads back to the same page, not to the door."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the page with the refusal."""
        return self.render_to_response(self.get_context_data(form=form))


class SessionsView(ListUserSessionsView):
    """Where somebody is signed in; one of these ended, or all others."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the one named in `session`, if it is theirs; else all but this one."""
        key = request.POST.get("session", "")
        if key.isdecimal():
            for session in UserSession.objects.filter(user_id=str(request.user.pk), pk=int(key)):
                session.end()
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)


class SignOutView(theirs.LogoutView):
    """A button; the session ends on the server, and no trace of it stays in the browser."""

    def logout(self) -> None:
        """End it, and with it its entry among their sessions."""
        UserSession.objects.filter(session_key=self.request.session.session_key).delete()
        flows.logout.logout(self.request, show_message=False)
