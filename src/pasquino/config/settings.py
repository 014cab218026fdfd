"""Django's settings: the rooms in their order, and what the environment says."""

from __future__ import annotations

import secrets
from pathlib import Path
from zoneinfo import available_timezones

from pasquino.config import environment
from pasquino.config.environment import LOOPBACK

ENVIRONMENT = environment.read()
DATA = ENVIRONMENT.data
PACKAGE = Path(__file__).resolve().parent.parent


def _secret_key() -> str:
    """The key that signs links and sessions: from the environment, or kept in the data folder."""
    if ENVIRONMENT.secret_key:
        return ENVIRONMENT.secret_key
    kept = DATA / "secret-key"
    if kept.exists():
        return kept.read_text(encoding="ascii").strip()
    return secrets.token_urlsafe(48)  # for commands without a data folder; `init` keeps one


SECRET_KEY = _secret_key()
DEBUG = False
BASE_URL = ENVIRONMENT.base_url
IS_LOOPBACK = ENVIRONMENT.is_loopback
ALLOWED_HOSTS = [ENVIRONMENT.host, *(LOOPBACK if IS_LOOPBACK else ()), "[::1]"]

INSTALLED_APPS = [
    "pasquino.config.apps.Config",
    "pasquino.transfer.apps.Transfer",
    "pasquino.search.apps.Search",
    "pasquino.moderation.apps.Moderation",
    "pasquino.discussion.apps.Discussion",
    "pasquino.funding.apps.Funding",
    "pasquino.stories.apps.Stories",
    "pasquino.quotations.apps.Quotations",
    "pasquino.figures.apps.Figures",
    "pasquino.outlooks.apps.Outlooks",
    "pasquino.sources.apps.Sources",
    "pasquino.accounts.apps.Accounts",
    "pasquino.magazine.apps.MagazineRoom",
    "pasquino.delivery.apps.Delivery",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "pasquino.accounts.desk.DeskUsers",
    "wagtail.contrib.settings",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "modelsearch",
    "taggit",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "pasquino.delivery.headers.SafetyHeaders",
    "pasquino.delivery.problems.ApiAnswers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pasquino.delivery.outgoing.Outgoing",
    "pasquino.accounts.guessing.GuessersOutside",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pasquino.delivery.origin.SessionCsrf",
    "pasquino.delivery.origin.SameOriginWrites",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "pasquino.magazine.frame.MagazineFrame",
    "pasquino.accounts.member_time.MemberTime",
    "allauth.account.middleware.AccountMiddleware",
    "pasquino.accounts.second_factor.SecondFactorFirst",
    "pasquino.stories.former.FormerAddresses",
]

ROOT_URLCONF = "pasquino.config.urls"
WSGI_APPLICATION = "pasquino.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pasquino.magazine.frame.frame",
            ],
        },
    },
]

DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["pasquino.accounts.backends.ByNameOrMail"]
SILENCED_SYSTEM_CHECKS = [
    "auth.W004"
]  # names are unique within their origin: accounts/backends.py
PASSWORD_HASHERS = [
    "pasquino.accounts.hashers.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # renewed at the next sign-in
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
LOGOUT_REDIRECT_URL = "front"
PASSWORD_RESET_TIMEOUT = 3600  # seconds

# django-allauth, whose pages and rules are ours: decision 0014. Its own limits are switched off:
# they count in memory, ours (accounts/signing_in.py) in the database, before a password is hashed.
ACCOUNT_ADAPTER = "pasquino.accounts.adapter.Doors"
ACCOUNT_FORMS = {
    "login": "pasquino.accounts.forms.SignIn",
    "signup": "pasquino.accounts.forms.SignUp",
    "add_email": "pasquino.accounts.forms.NewMail",
    "change_password": "pasquino.accounts.forms.NewPassword",
    "set_password": "pasquino.accounts.forms.FirstPassword",
    "reset_password": "pasquino.accounts.forms.ForgottenPassword",
    "reset_password_from_key": "pasquino.accounts.forms.PasswordByMail",
    "reauthenticate": "pasquino.accounts.forms.PasswordAgain",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "name"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1 / 24
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "pasquino.accounts.adapter.Factors"
MFA_FORMS = {
    "authenticate": "pasquino.accounts.code_forms.Code",
    "reauthenticate": "pasquino.accounts.code_forms.CodeAgain",
    "activate_totp": "pasquino.accounts.code_forms.FirstCode",
    "add_webauthn": "pasquino.accounts.code_forms.NewPasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs in before confirming; a change may be pending
MFA_TOTP_TOLERANCE = 1  # a code of half a minute ago is taken too, but each only once
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.is_https

# The magazine's own language and zone are set at the desk; these stand until it is read.
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [PACKAGE / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "pasquino.magazine.assets.HashedAssets"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 2**20  # a pasted 5 MiB comes back in its form; more is a 413
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long story's form at the desk has thousands of fields

CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "pasquino.magazine.views.form_refused"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.is_https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "session"
SESSION_ENGINE = "pasquino.accounts.sessions"
CSRF_USE_SESSIONS = True  # one cookie, the session's
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # who wants to stay signed in says so when signing in
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no second cookie

LIMITS = ENVIRONMENT.limits
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

WAGTAIL_SITE_NAME = "Pasquino"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 1
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_APPEND_SLASH = True
# Passwords and mail addresses are changed at /account/ alone, which asks for the old password.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"localtime", "Factory"})
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_IMAGE_MODEL = "stories.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "pasquino.stories.pictures.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
# The desk's choosers look words up plainly: Wagtail's ranked search on SQLite takes minutes in
# a large magazine, and keeping its index costs each publication more than the publication.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database.fallback", "AUTO_UPDATE": False}
}

MAIL = ENVIRONMENT.mail
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.mail_sender
if MAIL:
    EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.starttls, MAIL.tls
    EMAIL_TIMEOUT = 10
else:
    EMAIL_BACKEND = "pasquino.accounts.mail_at_home.ConsoleAndFolder"
    EMAIL_FILE_PATH = DATA / "mail"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "filters": {"one_line": {"()": "pasquino.config.log_lines.WithoutTraceback"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # A mistyped address is no event for whoever runs the magazine.
    # A form longer than is taken: one line, not a traceback for each.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.RequestDataTooBig": {"filters": ["one_line"]},
    },
}
