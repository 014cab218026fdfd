"""Fills the site that the bench of posting runs on; prints two addresses and the sessions."""

from __future__ import annotations

import os


def main() -> None:
    """Two threads, of 100 and of 10,000 comments, and eight members who are signed in."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "pasquino.config.settings"
    from pasquino.cli.loading import load

    load()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from pasquino.accounts.actions import make_account
    from pasquino.cli.bench import crowd
    from pasquino.cli.bench.post import LARGE, SMALL, WRITERS
    from pasquino.config import data_folder
    from pasquino.discussion.models import Thread

    data_folder.prepare()
    crowd.stories(3)
    for thread, number in zip(Thread.objects.order_by("pk"), (SMALL, LARGE), strict=False):
        crowd.comments(thread, number)
        print(f"{thread.story.get_absolute_url()}comments/new/")
    for number in range(WRITERS):
        member = make_account(name=f"Writer of comments {number}")
        session = SessionStore()
        session[SESSION_KEY] = str(member.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = member.get_session_auth_hash()
        session.create()
        print(session.session_key)


if __name__ == "__main__":
    main()
