"""What a member is told after a deed, by django-allauth's name for it; nothing if it is plain."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NOT_CONFIRMED = _("This address cannot be confirmed for your account.")
WORDS = {
    "account/messages/cannot_delete_primary_email.txt": _(
        "An address is not removed, only replaced by a new one."
    ),
    "account/messages/email_confirmation_failed.txt": NOT_CONFIRMED,
    "account/messages/email_confirmed.txt": _("Your mail address is confirmed."),
    "account/messages/email_deleted.txt": _("The new address is forgotten; yours stays."),
    "account/messages/password_changed.txt": _(
        "Your password is changed. Everywhere else you are signed out, "
        "and your API tokens are revoked."
    ),
    "account/messages/password_set.txt": _(
        "Your password is set, and your API tokens are revoked."
    ),
    "mfa/messages/recovery_codes_generated.txt": _(
        "Here are new recovery codes. The old ones do not work any more."
    ),
    "mfa/messages/totp_activated.txt": _("From now on, signing in asks for a code of your app."),
    "mfa/messages/totp_deactivated.txt": _("Codes of an app are not asked for any more."),
    "mfa/messages/webauthn_added.txt": _("Your passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "usersessions/messages/sessions_logged_out.txt": _("Everywhere else you are signed out."),
}
