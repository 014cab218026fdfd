"""Mail without a mail server: shown on the console and kept as files, for trying things out."""

from __future__ import annotations

import re
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

LINK = re.compile(r"^\s+(https?://\S+)$", re.MULTILINE)


class ConsoleAndFolder(BaseEmailBackend):
    """Prints whom, what and the link of each mail, and keeps the whole of it in a folder."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep and print each; gives how many."""
        for message in email_messages:
            kept = _kept(message)
            links = LINK.findall(str(message.body))
            lines = [
                f"Mail to {', '.join(message.recipients())}: {message.subject}",
                *(f"    {link}" for link in links),
                f"    (not sent: no PASQUINO_MAIL_URL; kept in {kept})",
            ]
            print("\n".join(lines), file=sys.stderr, flush=True)  # noqa: T201 - the console is the way out
        return len(email_messages)


def _kept(message: EmailMessage) -> Path:
    """The file the mail was written to, readable by us alone."""
    folder = Path(settings.EMAIL_FILE_PATH)
    folder.mkdir(mode=0o700, exist_ok=True)
    name = f"{timezone.now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.eml"
    path = folder / name
    path.touch(mode=0o600)
    path.write_bytes(message.message().as_bytes())
    return path
