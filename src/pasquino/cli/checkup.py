"""What `pasquino doctor` looks at without the database: settings, folders, mail, clock."""

from __future__ import annotations

import os
import shutil
import smtplib
import ssl
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import available_timezones

from pasquino.cli.report import Row
from pasquino.config.environment import MailServer

ENOUGH_SPACE = 1.0  # GiB: room for a backup, the database's log and a day of pictures
FEWEST_ZONES = 400
MAIL_TIMEOUT = 5  # seconds


def check_settings() -> Iterator[Row]:
    """Variables that nobody reads are usually misspelt."""
    from pasquino.config import environment

    unknown = environment.unknown()
    note = f"Nobody reads {', '.join(unknown)}. See docs/operating/settings.md." if unknown else ""
    yield Row(id="settings", what="settings", value="read", ok=not unknown, note=note)


def check_limits() -> Iterator[Row]:
    """The profile for load tests lets anybody flood a magazine."""
    from django.conf import settings

    from pasquino.accounts import limit

    is_open = settings.LIMITS["posts"] == limit.FAST
    note = "Anybody can flood it. Take `test` out of PASQUINO_LIMITS." if is_open else ""
    value = "for load tests" if is_open else "set"
    yield Row(id="limits", what="limits", value=value, ok=not is_open, note=note)


def check_base_url() -> Iterator[Row]:
    """Who is reached from elsewhere needs https."""
    from django.conf import settings

    from pasquino.cli import beginning

    address = beginning.address()  # with the port of `pasquino run`, where it runs or ran last
    safe = settings.IS_LOOPBACK or address.startswith("https://")
    note = (
        ""
        if safe
        else (
            "Sign-in over http can be read on the way. Put a server with https in front and set "
            "PASQUINO_BASE_URL to its https address."
        )
    )
    yield Row(id="base-url", what="base URL", value=address, ok=safe, note=note)


def check_data_folder() -> Iterator[Row]:
    """It must be there, writable, ours alone, and have room."""
    from django.conf import settings

    folder: Path = settings.DATA
    if not folder.is_dir():
        note = "There is no data folder. `pasquino init` makes it."
        yield Row(id="storage", what="storage", value=str(folder), ok=False, note=note)
        return
    yield _writable(folder)
    others = stat.S_IMODE(folder.stat().st_mode) & 0o077
    note = f"Others of this machine can look into it. Run: chmod 700 {folder}" if others else ""
    yield Row(id="privacy", what="data folder", value=_mode(folder), ok=not others, note=note)
    free = shutil.disk_usage(folder).free / 2**30
    few = free < ENOUGH_SPACE
    note = "The disk is nearly full; a full disk stops all writing. Make room." if few else ""
    yield Row(
        id="space", what="free space", value=round(free, 1), unit="GiB", bar=ENOUGH_SPACE,
        ok=not few, note=note,
    )  # fmt: skip


def check_secret_key() -> Iterator[Row]:
    """It must be kept, and only we may read it."""
    from django.conf import settings

    kept: Path = settings.DATA / "secret-key"
    if settings.ENVIRONMENT.secret_key:
        yield Row(id="secret-key", what="secret key", value="from PASQUINO_SECRET_KEY", ok=True)
    elif not kept.exists():
        note = "There is none, so nobody stays signed in. `pasquino init` makes one."
        yield Row(id="secret-key", what="secret key", value="none", ok=False, note=note)
    else:
        others = stat.S_IMODE(kept.stat().st_mode) & 0o077
        note = f"Others can read it. Run: chmod 600 {kept}" if others else ""
        value = f"{kept.name} {_mode(kept)}"
        yield Row(id="secret-key", what="secret key", value=value, ok=not others, note=note)


def check_assets() -> Iterator[Row]:
    """Style sheets and scripts must be those of this version."""
    from django.conf import settings

    from pasquino.config import collected_assets

    static: Path = settings.STATIC_ROOT
    current = static.exists() and static.resolve().name == f"static-{collected_assets.key()}"
    note = (
        "" if current else "They are missing or of another version: `pasquino init` renews them."
    )
    value = "collected" if current else "not collected"
    yield Row(id="assets", what="style sheets and scripts", value=value, ok=current, note=note)


def check_mail() -> Iterator[Row]:
    """Without a mail server mail goes into files, which is fine for trying things out."""
    from django.conf import settings

    server = settings.MAIL
    if server is None:
        note = (
            "Set PASQUINO_MAIL_URL to have mail sent."
            if settings.IS_LOOPBACK
            else (
                "Nobody gets this mail. Set PASQUINO_MAIL_URL, such as smtp://user:password@host:587."
            )
        )
        value = f"kept as files in {settings.EMAIL_FILE_PATH}"
        yield Row(id="mail", what="mail", value=value, ok=settings.IS_LOOPBACK, note=note)
        return
    value = f"{server.host}:{server.port}"
    try:
        _greet(server)
    except (OSError, smtplib.SMTPException) as problem:
        note = f"The mail server refuses: {problem}. See PASQUINO_MAIL_URL."
        yield Row(id="mail", what="mail", value=value, ok=False, note=note)
    else:
        yield Row(id="mail", what="mail", value=value, ok=True)


def check_zones() -> Iterator[Row]:
    """The time zone database comes with the system or the package tzdata."""
    count = len(available_timezones())
    note = "" if count > FEWEST_ZONES else "The zone database is missing: pip install tzdata"
    yield Row(
        id="zones",
        what="time zones",
        value=count,
        unit="zones",
        ok=count > FEWEST_ZONES,
        note=note,
    )


def _writable(folder: Path) -> Row:
    try:
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(b"trial")
            trial.flush()
            os.fsync(trial.fileno())
    except OSError as problem:
        note = f"It cannot be written: {problem.strerror}. Give it to the user that runs Pasquino."
        return Row(id="storage", what="storage", value=str(folder), ok=False, note=note)
    return Row(id="storage", what="storage", value=str(folder), ok=True)


def _mode(path: Path) -> str:
    return f"{stat.S_IMODE(path.stat().st_mode):04o}"


def _greet(server: MailServer) -> None:
    """Connect, encrypt and sign in as sending would; send nothing."""
    kind = smtplib.SMTP_SSL if server.tls else smtplib.SMTP
    with kind(server.host, server.port, timeout=MAIL_TIMEOUT) as connection:
        if server.starttls:
            connection.starttls(context=ssl.create_default_context())
        if server.user:
            connection.login(server.user, server.password)
        connection.noop()


CHECKS = (
    check_settings,
    check_limits,
    check_base_url,
    check_data_folder,
    check_secret_key,
    check_assets,
    check_mail,
    check_zones,
)
