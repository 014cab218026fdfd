"""Keys of second factors, sealed so that the database or a backup alone gives none away."""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction
from django.db.models import Q

BEGINNING = "gAAAA"  # of every Fernet token; what allauth makes is base32 or hexadecimal, never so
_KEPT_AS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}
_log = logging.getLogger(__name__)


def seal(text: str) -> str:
    """A text that only this magazine's secret key opens (Fernet: AES-128-CBC with HMAC-SHA256)."""
    return _fernet().encrypt(text.encode()).decode()


def unseal(text: str) -> str:
    """What was sealed, or the text itself if it is older than sealing.

    What another secret key has sealed gives a random key, which no code fits: a sign-in fails
    with the usual words instead of an error.
    """
    if not text.startswith(BEGINNING):
        return text
    try:
        return _fernet().decrypt(text).decode()
    except InvalidToken:
        _log.warning(
            "A second factor was set up under another secret key; its codes are refused. See "
            "docs/operating/backup.md, “The key”."
        )
        return base64.b32encode(secrets.token_bytes(20)).decode()


@transaction.atomic
def seal_older() -> int:
    """Seal what was kept in the clear by earlier versions, or came with a backup of one."""
    is_clear = Q()
    for kind, field in _KEPT_AS.items():
        is_clear |= Q(type=kind) & ~Q(**{f"data__{field}__startswith": BEGINNING})
    found = list(Authenticator.objects.select_for_update().filter(is_clear).order_by("pk"))
    for factor in found:
        field = _KEPT_AS[Authenticator.Type(factor.type)]
        factor.data[field] = seal(factor.data[field])
        factor.save(update_fields=["data"])
    return len(found)


def _fernet() -> Fernet:
    key = hashlib.sha256(b"second factors:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
