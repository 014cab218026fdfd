"""Sends letters: in the background, again when it fails, with one look for all of them."""

from __future__ import annotations

import logging
from datetime import timedelta
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from pasquino.accounts import limits, mail_addresses
from pasquino.accounts.letters import Letter, one_line
from pasquino.magazine.models import Magazine

PAUSES = (60, 5 * 60, 30 * 60, 2 * 3600, 8 * 3600)  # seconds before it is tried again
SENT_KEPT = timedelta(hours=1)

logger = logging.getLogger(__name__)


def send(letter: Letter, *, to: str, counts: bool = True) -> None:
    """Hand a letter to the worker: the request does not wait, and a failing server fails nothing.

    Raises TooOften when this address was sent too many lately; with `counts` false it is not
    counted, for notices that nobody can ask for at will.
    """
    if counts:
        limits.take("mails", mail_addresses.folded(to))
    magazine = Magazine.objects.first() or Magazine()
    context = {
        "letter": letter,
        "magazine": magazine,
        "language": get_language() or magazine.language,
        "base_url": settings.BASE_URL,
    }
    deliver.enqueue(
        to=to,
        subject=one_line(f"{letter.subject} – {magazine.name}"),
        text=_written("accounts/mail/letter.txt", context),
        html=_written("accounts/mail/letter.html", context),
        sender=sender(magazine.name),
    )


def _written(template: str, context: dict[str, object]) -> str:
    """A letter without NUL, which PostgreSQL keeps in no text and no mail may hold."""
    return render_to_string(template, context).replace("\x00", "")


def sender(name: str) -> str:
    """The magazine's address under its name."""
    return formataddr((one_line(name), parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


@task(priority=20)  # somebody waits for it, with a link that ends
def deliver(*, to: str, subject: str, text: str, html: str, sender: str, tries: int = 1) -> None:
    """Hand one letter over; what fails is tried five times more within eleven hours."""
    message = EmailMultiAlternatives(
        subject, text, sender, [to], headers={"Auto-Submitted": "auto-generated"}
    )
    message.attach_alternative(html, "text/html")
    try:
        message.send()
    except Exception as problem:
        if tries > len(PAUSES):
            raise
        logger.warning("Mail could not be sent (try %d): %s", tries, problem)
        later = timezone.now() + timedelta(seconds=PAUSES[tries - 1])
        deliver.using(run_after=later).enqueue(
            to=to, subject=subject, text=text, html=html, sender=sender, tries=tries + 1
        )


def waiting() -> int:
    """How many letters were tried in vain and wait for another try."""
    letters = DBTaskResult.objects.filter(task_path=deliver.module_path, status="READY")
    return sum(result.args_kwargs["kwargs"].get("tries", 1) > 1 for result in letters)


def given_up() -> int:
    """How many letters of the last two weeks could not be sent at all."""
    return DBTaskResult.objects.filter(task_path=deliver.module_path, status="FAILED").count()


def forget_sent() -> int:
    """Delete letters sent more than an hour ago: they name people, and nobody needs them."""
    sent = DBTaskResult.objects.filter(task_path=deliver.module_path, status="SUCCESSFUL")
    return sent.filter(finished_at__lt=timezone.now() - SENT_KEPT).delete()[0]
