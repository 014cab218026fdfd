"""What `pasquino doctor` asks the database: its options, migrations, the schedule, the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pasquino.cli.report import Row

SKEW = timedelta(seconds=5)


def check_database() -> Iterator[Row]:
    """It answers, with the options that keep what was acknowledged, and is up to date."""
    from pasquino.config import data_folder

    if data_folder.missing_database():
        note = "There is no database. `pasquino init` makes it."
        yield Row(id="database", what="database", value="none", ok=False, note=note)
        return
    yield _options()
    lacking = data_folder.pending()
    note = "`pasquino init` brings the database up to date." if lacking else ""
    yield Row(
        id="migrations", what="migrations lacking", value=len(lacking), bar=0,
        ok=not lacking, note=note,
    )  # fmt: skip
    if not lacking:
        for check in (_zone, _clock, _administrator, _names, _scheduler, _overdue, _late, _tasks):
            yield check()


def _options() -> Row:
    from django.db import connection

    from pasquino.config.database_checks import UnsafeDatabase, shortcomings

    try:
        connection.ensure_connection()
        found = shortcomings(connection) if connection.vendor == "sqlite" else []
    except UnsafeDatabase as unsafe:
        found = [str(unsafe)]
    value = connection.display_name
    return Row(id="database", what="database", value=value, ok=not found, note=" ".join(found))


def _zone() -> Row:
    from zoneinfo import available_timezones

    from pasquino.magazine.models import Magazine

    magazine = Magazine.objects.first() or Magazine()
    known = magazine.zone in available_timezones()
    note = "" if known else "No such zone. Set it: pasquino init --zone Europe/Rome"
    return Row(id="zone", what="the magazine's zone", value=magazine.zone, ok=known, note=note)


def _clock() -> Row:
    """What was published cannot lie in the future: then the clock was set back, or runs behind."""
    from django.db.models import Max
    from django.utils import timezone

    from pasquino.stories.models import Edition

    now = timezone.now()
    newest = Edition.objects.aggregate(newest=Max("made_at"))["newest"]
    behind = newest is not None and newest > now + SKEW
    note = (
        f"An edition was made at {newest:%Y-%m-%d %H:%M}. Set the clock, by NTP." if behind else ""
    )
    return Row(
        id="clock", what="clock", value=f"{now:%Y-%m-%d %H:%M:%S} UTC", ok=not behind, note=note
    )


def _administrator() -> Row:
    from django.utils import timezone

    from pasquino.accounts.models import SignInLink, User

    count = User.objects.filter(is_superuser=True, is_active=True).count()
    first = SignInLink.objects.filter(user=None, used_at=None, expires_at__gt=timezone.now())
    note = "" if count else "Make one: pasquino user add NAME --role admin"
    if not count and first.exists():
        note = (
            "None yet: the sign-in link that `pasquino run --demo` printed at its last start "
            "makes whoever opens it the administrator. Or: pasquino user add NAME --role admin"
        )
        return Row(id="administrator", what="administrators", value=count, ok=True, note=note)
    return Row(id="administrator", what="administrators", value=count, ok=count > 0, note=note)


def _names() -> Row:
    """Accounts older than the rule that no two names look alike (UTS #39) may break it."""
    from pasquino.accounts import names
    from pasquino.accounts.models import User

    alike = User.objects.filter(origin="", is_active=True, name_skeleton__contains=names.CLASH)
    found = list(alike.order_by("name_key").values_list("name", flat=True))
    note = f"Look like other accounts; rename them at the desk: {', '.join(found)}."
    return Row(
        id="names", what="names that look alike", value=len(found), bar=0,
        ok=not found, note=note if found else "",
    )  # fmt: skip


def _scheduler() -> Row:
    from pasquino.stories import scheduling

    last = scheduling.last_run()
    running = scheduling.is_running()
    note = "" if running else "Nothing is published on time while `pasquino run` does not run."
    value = f"last ran {last:%Y-%m-%d %H:%M:%S} UTC" if last else "never ran here"
    return Row(id="scheduler", what="scheduler", value=value, ok=running, note=note)


def _overdue() -> Row:
    from pasquino.stories import scheduling

    count = scheduling.overdue().count()
    note = (
        "Due for over a minute. The desk lists them; the log says why they fail." if count else ""
    )
    return Row(
        id="overdue", what="due and not published", value=count, bar=0, ok=not count, note=note
    )


def _late() -> Row:
    from pasquino.stories import scheduling

    count = scheduling.late().count()
    note = "Published over a minute late in the last seven days; was `pasquino run` down?"
    return Row(
        id="late",
        what="published late",
        value=count,
        bar=0,
        ok=not count,
        note=note if count else "",
    )


def _tasks() -> Row:
    from django_tasks_db.models import DBTaskResult

    gone = {
        "task_path__startswith": "wagtail.tasks.",
        "exception_class_path__endswith": "DoesNotExist",
    }
    count = DBTaskResult.objects.failed().exclude(**gone).count()  # replaced before their turn
    note = "Background tasks failed; the log of `pasquino run` says why." if count else ""
    return Row(id="tasks", what="failed tasks", value=count, bar=0, ok=not count, note=note)


def check_letters() -> Iterator[Row]:
    """Mail that the server did not take: tried again for eleven hours, then given up."""
    from pasquino.accounts import post

    waiting, lost = post.waiting(), post.given_up()
    note = "The log of `pasquino run` says what the mail server answered." if waiting else ""
    if lost:
        note = f"{lost} letters of the last two weeks were never sent. See docs/operating/mail.md."
    yield Row(
        id="letters", what="letters not sent", value=waiting + lost, bar=0,
        ok=not waiting + lost, note=note,
    )  # fmt: skip


def check_copies() -> Iterator[Row]:
    """Copies of sources that were asked for and wait longer than a worker would let them."""
    from pasquino.sources import jobs

    overdue, failed = jobs.overdue(), jobs.failed_lately()
    note = "Does `pasquino run` run? Its worker fetches copies of sources." if overdue else ""
    yield Row(
        id="copies-waiting", what="copies of sources not fetched in time", value=overdue, bar=0,
        ok=not overdue, note=note,
    )  # fmt: skip
    yield Row(
        id="copies-failed", what="sources not copied this week", value=failed, ok=True,
        note="The desk says why at each source, and takes copies by hand." if failed else "",
    )  # fmt: skip


def check_index() -> Iterator[Row]:
    """Every story and comment that readers see can be found."""
    from pasquino.search import indexing

    count = indexing.missing()
    note = "`pasquino manage migrate` adds them; searching goes on meanwhile." if count else ""
    yield Row(
        id="search", what="missing in the search index", value=count, bar=0,
        ok=not count, note=note,
    )  # fmt: skip


CHECKS = (check_database, check_letters, check_copies, check_index)
