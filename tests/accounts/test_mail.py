"""Letters: one look, our own address in every link, nothing smuggled into a header."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from allauth import account, mfa
from bs4 import BeautifulSoup
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django_tasks_db.models import DBTaskResult

from pasquino.accounts import letters, post
from pasquino.accounts.actions import make_account
from pasquino.accounts.letters import Letter
from tests import make
from tests.fixtures import fixture
from tests.post_office import delivered

pytestmark = pytest.mark.django_db

LETTER = Letter("A subject", ("One.", "Two <b>bold</b>."), "http://localhost:8000/x/", "Open")


def test_a_letter_is_plain_text_and_simple_html_in_the_magazines_language() -> None:
    make.magazine(name="The Weir", language="ar")

    post.send(LETTER, to="ada@example.org")

    (sent,) = delivered()
    assert isinstance(sent, EmailMultiAlternatives)
    html, kind = sent.alternatives[0]
    soup = BeautifulSoup(str(html), "html.parser")
    assert kind == "text/html"
    assert sent.subject == "A subject – The Weir"
    assert sent.from_email == "The Weir <magazine@localhost>"
    assert (soup.html["lang"], soup.html["dir"]) == ("en", "rtl")
    assert "Two &lt;b&gt;bold" in str(html)
    assert "Two <b>bold</b>." in str(sent.body)
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def injections() -> list[str]:
    own = ["a\r\nBcc: all@example.org", "a\nSubject: x", "a\x85b", "a\u2028b", "a\x00b", "a\x0bb"]
    return own + [line for line in CRLF if line]


CRLF = ["%0d%0aBcc: x@example.org", "\r\n\r\nbody", "x\r\n\tfolded", "a%E5%98%8D%E5%98%8Ab"]


@pytest.mark.parametrize("name", injections())
def test_a_name_breaks_no_header(name: str) -> None:
    make.magazine(name=name.replace("\x00", ""))  # PostgreSQL keeps none

    post.send(Letter(f"To {name}", ("One.",)), to="ada@example.org")

    (sent,) = delivered()
    headers = sent.message().as_string().split("\n\n")[0]
    assert not re.search(r"^(Bcc|body)", headers, re.MULTILINE)
    assert len(re.findall(r"^Subject:", headers, re.MULTILINE)) == 1
    assert sent.recipients() == ["ada@example.org"]


def test_every_string_of_the_list_is_harmless_in_a_subject() -> None:
    texts = fixture("fixtures/urls/openredirects.txt").read_text(errors="replace").splitlines()

    assert all(letters.one_line(text).isprintable() for text in texts)


@pytest.mark.parametrize(
    "headers",
    [{"Host": "127.0.0.1"}, {"X-Forwarded-Host": "evil.example"}, {"Host": "[::1]:9"}],
)
def test_a_link_has_the_magazines_own_address_whatever_host_was_asked_for(client, headers) -> None:
    make_account(name="Ada", email="ada@example.org")

    client.post("/account/password/reset/", {"email": "ada@example.org"}, headers=headers)

    body = str(delivered()[0].body)
    assert set(re.findall(r"https?://[^/\s]+", body)) == {"http://localhost:8000"}


def test_a_foreign_host_gets_no_letter_sent(client) -> None:
    make_account(name="Ada", email="ada@example.org")

    answer = client.post(
        "/account/password/reset/", {"email": "ada@example.org"}, headers={"Host": "evil.example"}
    )

    assert answer.status_code == 400
    assert delivered() == []


def test_no_letter_that_allauth_sends_is_missing() -> None:
    sent = set()
    for package in (account, mfa):
        for source in Path(str(package.__file__)).parent.rglob("*.py"):
            sent |= set(re.findall(r'"((?:account|mfa)/email/\w+)"', source.read_text()))

    assert sent - set(letters.LETTERS) == {
        "account/email/login_code",
        "account/email/password_reset_code",
    }


def test_a_server_that_refuses_delays_a_letter_and_fails_no_request(
    client, settings, caplog
) -> None:
    settings.EMAIL_BACKEND = "tests.accounts.test_mail.Refusing"
    make_account(name="Ada", email="ada@example.org")

    answer = client.post("/account/password/reset/", {"email": "ada@example.org"})
    assert answer.status_code == 302
    assert post.waiting() == 0
    delivered()

    assert post.waiting() == 1
    again = DBTaskResult.objects.get(task_path=post.deliver.module_path)
    assert again.args_kwargs["kwargs"]["tries"] == 2
    last = again.args_kwargs["kwargs"] | {"tries": len(post.PAUSES) + 1}
    with pytest.raises(OSError, match="not today"):
        post.deliver.call(**last)


class Refusing:
    """A mail server that takes nothing."""

    def __init__(self, **_options: object) -> None:
        pass

    def send_messages(self, _messages: object) -> int:
        raise OSError("not today")


def test_without_a_server_mail_is_shown_and_kept(tmp_path, settings, capsys) -> None:
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    backend = get_connection("pasquino.accounts.mail_at_home.ConsoleAndFolder")
    text = "Hello.\n\n    http://localhost:8000/account/confirm-email/x/\n"

    backend.send_messages([EmailMessage("Grüße", text, "a@example.org", ["ada@example.org"])])

    (kept,) = (tmp_path / "mail").iterdir()
    said = capsys.readouterr().err
    assert "Mail to ada@example.org: Grüße" in said
    assert "    http://localhost:8000/account/confirm-email/x/\n" in said
    assert str(kept) in said
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert mail.outbox == []
