"""Reads the `PASQUINO_…` variables once, into typed values; nobody else reads the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from pasquino.accounts import limit
from pasquino.accounts.limit import Limit

SETTINGS_PAGE = "docs/operating/settings.md"


class WrongSetting(Exception):
    """A variable holds a value that is not allowed; the text is the sentence to show."""

    def __init__(self, name: str, value: str, allowed: str) -> None:
        shown = re.sub(r"(//[^/@:]*):[^/]*@", r"\1:…@", value)  # a password is no one's business
        super().__init__(f"{name} is {shown!r}; allowed is {allowed}. See {SETTINGS_PAGE}.")


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Where mail is handed over: host, port, sign-in and the kind of encryption."""

    host: str
    port: int
    user: str
    password: str
    starttls: bool
    tls: bool


@dataclass(frozen=True, kw_only=True)
class Environment:
    """Everything an operator can set from outside; an empty environment gives a magazine."""

    data: Path
    database: dict[str, object]
    base_url: str
    host: str
    secret_key: str | None
    mail: MailServer | None
    mail_sender: str
    limits: dict[str, Limit]
    trusted_proxies: tuple[str, ...]

    @property
    def is_https(self) -> bool:
        """Readers come by https, so cookies are sent over it alone."""
        return self.base_url.startswith("https://")

    @property
    def is_loopback(self) -> bool:
        """The magazine is only reached from the machine it runs on."""
        return self.host in LOOPBACK


SHORTEST_KEY = 32
LOOPBACK = ("localhost", "127.0.0.1", "::1")
VARIABLES = (
    "PASQUINO_DATA",
    "PASQUINO_DATABASE_URL",
    "PASQUINO_BASE_URL",
    "PASQUINO_SECRET_KEY",
    "PASQUINO_MAIL_URL",
    "PASQUINO_MAIL_SENDER",
    "PASQUINO_LIMITS",
    "PASQUINO_TRUSTED_PROXIES",
)


def unknown(variables: Mapping[str, str] = os.environ) -> list[str]:
    """The `PASQUINO_…` variables that nobody reads: slips of the pen, mostly."""
    names = {name for name in variables if name.startswith("PASQUINO_")}
    known = {ending for name in VARIABLES for ending in (name, f"{name}_FILE")}
    return sorted(name for name in names - known if not name.startswith("PASQUINO_TEST_"))


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """Read and check all settings; raises WrongSetting naming the first wrong one."""
    data = Path(_value(variables, "PASQUINO_DATA") or "data").absolute()
    base_url, host = _base_url(_value(variables, "PASQUINO_BASE_URL") or "http://localhost:8000")
    return Environment(
        data=data,
        database=_database(_value(variables, "PASQUINO_DATABASE_URL"), data),
        base_url=base_url,
        host=host,
        secret_key=_secret_key(_value(variables, "PASQUINO_SECRET_KEY")),
        mail=_mail(_value(variables, "PASQUINO_MAIL_URL")),
        mail_sender=_value(variables, "PASQUINO_MAIL_SENDER") or f"magazine@{host}",
        limits=_limits(_value(variables, "PASQUINO_LIMITS")),
        trusted_proxies=_proxies(_value(variables, "PASQUINO_TRUSTED_PROXIES")),
    )


def _value(variables: Mapping[str, str], name: str) -> str:
    """The variable itself, or the content of the file that `NAME_FILE` points to."""
    path = variables.get(f"{name}_FILE", "")
    if not path:
        return variables.get(name, "").strip()
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise WrongSetting(f"{name}_FILE", path, "the path of a readable file") from problem


def _secret_key(text: str) -> str | None:
    if text and len(text) < SHORTEST_KEY:
        raise WrongSetting(
            "PASQUINO_SECRET_KEY",
            f"{len(text)} characters long",
            f"at least {SHORTEST_KEY} random characters",
        )
    return text or None


def _base_url(text: str) -> tuple[str, str]:
    parts = urlsplit(text)
    good = parts.scheme in ("http", "https") and parts.hostname and parts.path in ("", "/")
    if not good or not _has_good_port(parts):
        raise WrongSetting(
            "PASQUINO_BASE_URL", text, "an address like https://magazine.example without a path"
        )
    return text.rstrip("/"), parts.hostname or ""


def _has_good_port(parts: SplitResult) -> bool:
    """Whether the port is left out or a number that a port can have."""
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def _database(text: str, data: Path) -> dict[str, object]:
    """Django's settings for the database that the address names."""
    if not text:
        return sqlite(data / "pasquino.sqlite3")
    parts = urlsplit(text)
    if parts.scheme == "sqlite" and parts.path:
        return sqlite(Path(unquote(parts.path)))
    is_postgresql = parts.scheme in ("postgres", "postgresql") and parts.path.strip("/")
    if is_postgresql and _has_good_port(parts):
        return _postgresql(parts)
    raise WrongSetting(
        "PASQUINO_DATABASE_URL",
        text,
        "sqlite:///path/to/file or postgres://user:password@host:port/name",
    )


def sqlite(path: Path) -> dict[str, object]:
    """SQLite as we run it: what is acknowledged is on disk, and writers wait for each other."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 600,  # opening one for each request took 3 ms of each
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            "PRAGMA cache_size=-8000;",
        },
    }


def _postgresql(parts: SplitResult) -> dict[str, object]:
    return {
        "ENGINE": "pasquino.config.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"prepare_threshold": 5},  # only of statements that ask for it: engine's `base`
    }


def _mail(text: str) -> MailServer | None:
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or not _has_good_port(parts):
        raise WrongSetting(
            "PASQUINO_MAIL_URL", text, "smtp://user:password@host:587 or smtps://…:465"
        )
    tls = parts.scheme == "smtps"
    return MailServer(
        host=parts.hostname,
        port=parts.port or (465 if tls else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=not tls,
        tls=tls,
    )


def _limits(text: str) -> dict[str, Limit]:
    try:
        return limit.read(text)
    except limit.NoSuchLimit as part:
        profiles, scopes = " or ".join(limit.PROFILES), ", ".join(limit.USUAL)
        allowed = f"{profiles}, then limits such as posts=20/10m ({part} is none; known: {scopes})"
        raise WrongSetting("PASQUINO_LIMITS", text, allowed) from part


def _proxies(text: str) -> tuple[str, ...]:
    """Addresses or networks, apart by commas or spaces."""
    found = tuple(text.replace(",", " ").split())
    for proxy in found:
        try:
            ip_network(proxy, strict=False)
        except ValueError as problem:
            allowed = "addresses or networks such as 127.0.0.1 or 10.0.0.0/8, apart by commas"
            raise WrongSetting("PASQUINO_TRUSTED_PROXIES", text, allowed) from problem
    return found
