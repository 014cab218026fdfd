"""The addresses of django-allauth that we use, below `/account/`; rules: config/guests.py."""

from __future__ import annotations

from allauth.account import views
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import URLPattern, path, re_path

from pasquino.accounts import guest_pages
from pasquino.accounts.guest_pages import View, page

_DOORS: tuple[tuple[str, View, str], ...] = (
    ("login/", views.login, "account_login"),
    ("logout/", guest_pages.SignOutView.as_view(), "account_logout"),
    ("signup/", guest_pages.SignUpView.as_view(), "account_signup"),
    ("inactive/", views.account_inactive, "account_inactive"),
    ("confirm-email/", views.email_verification_sent, "account_email_verification_sent"),
    ("confirm-email/<str:key>/", views.confirm_email, "account_confirm_email"),
    ("password/reset/", views.password_reset, "account_reset_password"),
    ("password/reset/done/", views.password_reset_done, "account_reset_password_done"),
    (
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        "account_reset_password_from_key_done",
    ),
    ("2fa/authenticate/", factors.authenticate, "mfa_authenticate"),
    ("2fa/webauthn/login/", webauthn.login_webauthn, "mfa_login_webauthn"),
)

_MEMBERS: tuple[tuple[str, View, str], ...] = (
    ("email/", views.email, "account_email"),
    ("password/change/", views.password_change, "account_change_password"),
    ("password/set/", guest_pages.FirstPasswordView.as_view(), "account_set_password"),
    ("reauthenticate/", views.reauthenticate, "account_reauthenticate"),
    ("sessions/", guest_pages.SessionsView.as_view(), "usersessions_list"),
    ("2fa/", factors.index, "mfa_index"),
    ("2fa/reauthenticate/", factors.reauthenticate, "mfa_reauthenticate"),
    ("2fa/totp/activate/", totp.activate_totp, "mfa_activate_totp"),
    ("2fa/totp/deactivate/", totp.deactivate_totp, "mfa_deactivate_totp"),
    ("2fa/recovery-codes/", recovery.view_recovery_codes, "mfa_view_recovery_codes"),
    ("2fa/recovery-codes/generate/", recovery.generate_recovery_codes,
     "mfa_generate_recovery_codes"),
    ("2fa/recovery-codes/download/", recovery.download_recovery_codes,
     "mfa_download_recovery_codes"),
    ("2fa/webauthn/", webauthn.list_webauthn, "mfa_list_webauthn"),
    ("2fa/webauthn/add/", webauthn.add_webauthn, "mfa_add_webauthn"),
    ("2fa/webauthn/reauthenticate/", guest_pages.PasskeyAgain.as_view(),
     "mfa_reauthenticate_webauthn"),
    ("2fa/webauthn/keys/<int:pk>/remove/", webauthn.remove_webauthn, "mfa_remove_webauthn"),
    ("2fa/webauthn/keys/<int:pk>/edit/", webauthn.edit_webauthn, "mfa_edit_webauthn"),
)  # fmt: skip

# Both parts hold hyphens: which one divides them only a regular expression says.
_BY_LINK = r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$"

urlpatterns: list[URLPattern] = [
    *(path(f"account/{part}", page(view), name=name) for part, view, name in _DOORS + _MEMBERS),
    re_path(
        _BY_LINK,
        page(guest_pages.NewPasswordByLink.as_view()),
        name="account_reset_password_from_key",
    ),
]
