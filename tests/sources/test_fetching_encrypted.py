"""An encrypted page is fetched under its own name, for which its certificate is checked."""

from __future__ import annotations

import datetime
import socket
import ssl
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pasquino.sources.fetching import Fetched, Fetcher, Limits
from tests.sources.web import NO_ROBOTS, PUBLIC, page

pytestmark = pytest.mark.once  # no database


@dataclass
class Encrypted:
    """A server with a certificate for one name, which only this test trusts."""

    folder: Path
    name: str
    asked_for: list[str | None] = field(default_factory=list)

    def fetch(self, url: str) -> Fetched:
        fetcher = Fetcher(
            resolver=lambda host, port: [PUBLIC], connector=self.connect, limits=Limits(seconds=3)
        )
        return fetcher.fetch(url)

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        ours, theirs = socket.socketpair()
        threading.Thread(target=self._serve, args=(theirs,), daemon=True).start()
        return ours

    def _serve(self, connection: socket.socket) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "pair.pem")
        context.sni_callback = lambda _, name, __: self.asked_for.append(name)
        try:
            with context.wrap_socket(connection, server_side=True) as secret:
                is_robots = b"/robots.txt" in secret.recv(65536)
                secret.sendall(NO_ROBOTS if is_robots else page(b"<p>Secret."))
        except OSError:
            connection.close()


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Encrypted:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "news.example")])
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - day, now + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("news.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    known = certificate.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (tmp_path / "known.pem").write_bytes(known)
    (tmp_path / "pair.pem").write_bytes(known + secret)
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(tmp_path / "known.pem"))
    return Encrypted(tmp_path, "news.example")


def test_the_certificate_is_checked_for_the_name_that_was_asked_for(server: Encrypted) -> None:
    fetched = server.fetch("https://news.example/")

    assert (fetched.state, fetched.body) == ("complete", b"<p>Secret.")
    assert set(server.asked_for) == {"news.example"}


def test_a_certificate_for_another_name_is_refused(server: Encrypted) -> None:
    fetched = server.fetch("https://other.example/")

    assert (fetched.state, fetched.reasons) == ("unreachable", ("certificate",))


def test_a_certificate_that_nobody_vouches_for_is_refused(
    server: Encrypted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()

    assert server.fetch("https://news.example/").reasons == ("certificate",)
