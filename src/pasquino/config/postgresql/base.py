"""Django's PostgreSQL engine, with two answers less to wait for in each request. Decision 0019."""

from __future__ import annotations

from select import POLLERR, POLLHUP, POLLIN, poll
from typing import Any  # a cursor of Django's, which has no type

from django.db.backends.postgresql.base import DatabaseWrapper as Djangos
from django.db.backends.postgresql.base import ServerBindingCursor


class DatabaseWrapper(Djangos):
    """Statements can be planned once a connection; a lost connection is seen without asking."""

    _plans = False

    def planning_cursor(self) -> Any:
        """A cursor whose statements the server plans once: for those that are the same each time.

        Values travel beside the statement, so the server must see their types from it.
        """
        self._plans = True
        try:
            return self.cursor()
        finally:
            self._plans = False

    def create_cursor(self, name: str | None = None) -> Any:
        """Django's own, or one that leaves values and plans to the server."""
        if name is None and self._plans:
            return ServerBindingCursor(self.connection)  # type: ignore[call-arg]  # psycopg is not typed here
        return super().create_cursor(name)

    def is_usable(self) -> bool:
        """Whether the connection stands, as far as can be known without a question.

        A server that went away has said so on the line, where nothing else is expected between
        two requests. Django asks `SELECT 1` before each request's first query instead.
        """
        if self.connection is None or self.connection.closed:
            return False
        line = poll()
        line.register(self.connection.fileno(), POLLIN)
        said = line.poll(0)
        return not any(events & (POLLIN | POLLERR | POLLHUP) for _file, events in said)
