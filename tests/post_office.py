"""What the worker would send by now: hands the letters that wait to Django's outbox."""

from __future__ import annotations

import re

from django.core import mail
from django.core.mail import EmailMessage
from django_tasks_db.models import DBTaskResult

from pasquino.accounts import post


def delivered() -> list[EmailMessage]:
    """Deliver what waits, and give what came in this time."""
    before = len(mail.outbox)
    waiting = DBTaskResult.objects.filter(task_path=post.deliver.module_path, status="READY")
    for letter in waiting.order_by("enqueued_at"):
        letter.delete()
        post.deliver.call(**letter.args_kwargs["kwargs"])
    return mail.outbox[before:]


def link(letter: EmailMessage) -> str:
    """The path of the one link a letter has."""
    found = re.findall(r"^    (http://localhost:8000)(/\S+)$", str(letter.body), re.MULTILINE)
    assert len(found) == 1, letter.body
    return str(found[0][1])
