"""Sessions in the database, as Django keeps them; every page of a member begins by reading one."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from pasquino.delivery.prepared import Given, Prepared

_running = Prepared(
    lambda: Session.objects.filter(
        session_key=Given("key", models.CharField()),
        expire_date__gt=Given("now", models.DateTimeField()),
    )
)


class SessionStore(InDatabase):
    """Django's own, with the query prepared."""

    def _get_session_from_db(self) -> Session | None:
        found = _running.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
