"""What happens before and just after a magazine starts: preparing, the demo, the greeting."""

from __future__ import annotations

import http.client
import os
import sys
import threading
from collections.abc import Callable
from urllib.parse import urlsplit

from pasquino.cli.refusals import sentence

RUNS_AT = "runs-at"  # a file in the data folder
ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where to ask, not to listen


def prepare(*, demo: bool) -> None:
    """Do what `init` and `demo` would; in a child process, for it takes memory that stays."""
    from pasquino.config import data_folder

    if not data_folder.is_prepared():
        _apart(lambda: data_folder.prepare(_say))
        data_folder.read_asset_names()
    if demo and _is_empty():
        _apart(load_demo)


def load_demo() -> int:
    """Load what is missing of the demo magazine; how many stories were new."""
    from pasquino.cli.progress import Progress
    from pasquino.transfer import demo

    _say("Loading the demo magazine.")
    return demo.load(Progress())


def first_link() -> str:
    """The address that lets the first administrator in, or nothing when there is one."""
    from django.conf import settings
    from django.urls import reverse

    from pasquino.accounts import actions
    from pasquino.accounts.models import User

    if not settings.IS_LOOPBACK or User.objects.filter(is_superuser=True).exists():
        return ""
    return settings.BASE_URL + reverse("sign-in-link", args=[actions.make_link(None)])


def note_address() -> None:
    """Keep where this magazine runs, for `pasquino user link` in another terminal."""
    from django.conf import settings

    (settings.DATA / RUNS_AT).write_text(settings.BASE_URL, encoding="utf-8")


def address() -> str:
    """Where readers reach the magazine: as set, else where it runs or ran last."""
    from django.conf import settings

    if os.environ.get("PASQUINO_BASE_URL") or os.environ.get("PASQUINO_BASE_URL_FILE"):
        return str(settings.BASE_URL)
    noted = settings.DATA / RUNS_AT
    return noted.read_text(encoding="utf-8") if noted.exists() else str(settings.BASE_URL)


class Greeting:
    """Waits until the magazine answers, then says where it is and how to get in."""

    def __init__(self, host: str, port: int, link: str) -> None:
        self.host = ANY_ADDRESS.get(host, host)
        self.port = port
        self.link = link

    def is_awaited(self) -> bool:
        """Whether it has still to be said; says it as soon as /healthz answers."""
        if not self._answers():
            return True
        self._greet()
        return False

    def _answers(self) -> bool:
        from django.conf import settings

        asking = http.client.HTTPConnection(self.host, self.port, timeout=2)
        try:
            asking.request("GET", "/healthz", headers={"Host": urlsplit(settings.BASE_URL).netloc})
            return asking.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            asking.close()

    def _greet(self) -> None:
        from django.conf import settings

        lines = [f"Readers:  {settings.BASE_URL}/", f"Desk:     {settings.BASE_URL}/desk/"]
        if self.link:
            lines.append(f"Sign in:  {self.link}")
            lines.append("          (works once, makes you the administrator, for 24 hours)")
        else:
            lines.append("Sign in:  `pasquino user link NAME` prints a link for somebody")
        if settings.MAIL is None:
            folder = settings.EMAIL_FILE_PATH
            lines.append(f"Mail:     shown here and kept in {folder}; none is sent before")
            lines.append("          PASQUINO_MAIL_URL says how (docs/operating/mail.md)")
        print("\n".join([*lines, "Ctrl-C stops it."]), flush=True)


def _is_empty() -> bool:
    from pasquino.stories.models import PublishedStory, Section

    return not PublishedStory.objects.exists() and not Section.objects.exists()


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _apart(deed: Callable[[], object]) -> None:
    """Do it in a forked child, so that this process keeps what little memory it has."""
    from django.db import connections

    assert threading.active_count() == 1  # noqa: S101 - a fork copies one thread only
    connections.close_all()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os._exit(_outcome(deed))
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code:
        raise SystemExit(code if code > 0 else 1)


def _outcome(deed: Callable[[], object]) -> int:
    try:
        deed()
    except KeyboardInterrupt:
        return 130
    except Exception as problem:  # noqa: BLE001 - told here, the parent only hears the code
        said = sentence(problem)
        if said is None:
            sys.excepthook(type(problem), problem, problem.__traceback__)
        else:
            _say(said)
        return 1
    finally:
        sys.stderr.flush()
    return 0
