"""Who writes by the API: the holder of a token, and nobody by any other proof."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from pasquino.accounts import tokens
from pasquino.accounts.models import ApiToken, Suspension, User
from pasquino.delivery.problems import Problem

FORBIDDEN, UNAUTHORIZED = 403, 401


class Token(HttpBearer):
    """Lets pass whoever shows a token with this scope, or any token when no scope is given.

    It proves a member and nothing more: no editor's or moderator's power is behind any address
    of the API, whoever holds the token.
    """

    openapi_description = "A token made at /account/tokens/, sent with each request."

    def __init__(self, scope: str = "") -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        """The token; raises Problem, 401 or 403, with a sentence for each reason."""
        found = _found(token.strip())
        if self.scope and self.scope not in found.scopes:
            words = _("This token lacks the scope “%(scope)s”. Make one that has it.")
            raise Problem(
                FORBIDDEN,
                words % {"scope": self.scope},
                headers=_challenge("insufficient_scope", self.scope),
            )
        return found


def holder(request: HttpRequest) -> User:
    """The member whose token the request shows, behind an address that asks for one."""
    return token_of(request).member


def token_of(request: HttpRequest) -> ApiToken:
    """The token the request shows, behind an address that asks for one."""
    token: ApiToken = request.auth  # type: ignore[attr-defined]  # set by ninja
    return token


def no_token() -> Problem:
    """The answer to a request that shows none where one is needed."""
    words = _(
        "This needs a token: send the header “Authorization: Bearer pasq_…”. "
        "Members make tokens at /account/tokens/."
    )
    return Problem(UNAUTHORIZED, words, headers=_challenge())


def _found(secret: str) -> ApiToken:
    try:
        return tokens.find_token(secret)
    except tokens.TokenUnknown:
        words = _("No such token: it was revoked, mistyped or never made.")
    except tokens.TokenExpired:
        words = _("This token has expired. Make a new one at /account/tokens/.")
    except tokens.HolderClosed:
        words = _("The account this token belongs to is closed.")
    except tokens.HolderSuspended as refusal:
        raise Problem(FORBIDDEN, _suspended(refusal.suspension)) from refusal
    raise Problem(UNAUTHORIZED, words, headers=_challenge("invalid_token"))


def _suspended(suspension: Suspension) -> str:
    if suspension.until is None:
        words = _("This account is suspended until a moderator releases it.")
    else:
        until = formats.date_format(timezone.localtime(suspension.until), "DATETIME_FORMAT")
        words = _("This account is suspended until %(until)s.") % {"until": until}
    reason = suspension.reason.strip()
    return words + " " + _("The reason: %(reason)s") % {"reason": reason} if reason else words


def _challenge(error: str = "", scope: str = "") -> dict[str, str]:
    """The header RFC 6750 (3) asks for."""
    parts = ['realm="api"']
    parts += [f'error="{error}"'] if error else []
    parts += [f'scope="{scope}"'] if scope else []
    return {"WWW-Authenticate": "Bearer " + ", ".join(parts)}
