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
    "pasquino.accounts.apps.Accounts",
    "pasquino.magazine.apps.MagazineRoom",
    "pasquino.delivery.apps.Delivery",
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
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pasquino.delivery.origin.SessionCsrf",
    "pasquino.delivery.origin.SameOriginWrites",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "pasquino.magazine.frame.MagazineFrame",
    "pasquino.accounts.member_time.MemberTime",
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
AUTHENTICATION_BACKENDS = ["pasquino.accounts.backends.ByName"]
SILENCED_SYSTEM_CHECKS = [
    "auth.W004"
]  # names are unique within their origin: accounts/backends.py
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"

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
CSRF_USE_SESSIONS = True  # one cookie, the session's

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
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA / "mail"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # A mistyped address is no event for whoever runs the magazine.
    "loggers": {"django.request": {"level": "ERROR"}},
}
