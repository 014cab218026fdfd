"""Servers that do what they can to hurt who fetches their pages; none of them is on a network."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import socket
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache

PUBLIC = "93.184.215.14"
MEGABYTE = b"\0" * 1_000_000
GOOD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
DRIP = 0.02  # seconds

Attack = Callable[[], Iterable[bytes]]


def connector(attack: Attack) -> Callable[[str, int, float], socket.socket]:
    """A fetcher's connector: behind whatever address, this attack answers."""

    def connect(address: str, port: int, seconds: float) -> socket.socket:
        ours, theirs = socket.socketpair()
        threading.Thread(target=_serve, args=(theirs, attack), daemon=True).start()
        ours.settimeout(seconds)
        return ours

    return connect


def resolver(host: str, port: int) -> list[str]:
    """Any name is that of a public machine."""
    return [PUBLIC]


def _serve(connection: socket.socket, attack: Attack) -> None:
    with connection, contextlib.suppress(OSError):
        head = connection.recv(65536)
        if head.startswith(b"GET /robots.txt "):
            connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        for piece in attack():
            connection.sendall(piece)


def _slowly(data: Iterable[bytes]) -> Iterator[bytes]:
    for piece in data:
        yield piece
        time.sleep(DRIP)


def _silence() -> Iterator[bytes]:
    time.sleep(120)
    yield b""


def _after(beginning: bytes, rest: Iterable[bytes]) -> Attack:
    return lambda: itertools.chain([beginning], rest)


def _forever(piece: bytes) -> Iterable[bytes]:
    return itertools.repeat(piece)


def _packed(how: str, body: bytes) -> bytes:
    lines = b"Content-Encoding: %s\r\nContent-Length: %d\r\n\r\n" % (how.encode(), len(body))
    return GOOD + lines + body


@cache
def gzip_bomb(members: bool = False) -> bytes:
    """Less than 10 MB that hold 10 GB: in one member, or in a thousand."""
    if members:
        return gzip.compress(MEGABYTE * 10) * 990
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    head = packer.compress(MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(MEGABYTE * 10) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * 1000


@cache
def brotli_bomb() -> bytes:
    """Some bytes that hold 500 MB."""
    import brotli

    packer = brotli.Compressor(quality=1)
    return b"".join(packer.process(MEGABYTE) for _ in range(500)) + bytes(packer.finish())


@cache
def deflate_bomb() -> bytes:
    """A tenth of a megabyte that holds 100."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(MEGABYTE) for _ in range(100)) + packer.flush()


def prepare() -> None:
    """Make the bombs beforehand: packing them takes longer than throwing them."""
    gzip_bomb()
    gzip_bomb(members=True)
    brotli_bomb()
    deflate_bomb()


# Bounded by time: without a limit each of them takes forever.
SLOW: dict[str, Attack] = {
    "silence": _silence,
    "headers that drip": lambda: _slowly(bytes([byte]) for byte in itertools.cycle(b"X-A: b\r\n")),
    "one header that drips": lambda: _slowly(_forever(b"X")),
    "a body that drips": lambda: itertools.chain([GOOD + b"\r\n"], _slowly(_forever(b"x"))),
    "chunks that drip": lambda: itertools.chain(
        [GOOD + b"Transfer-Encoding: chunked\r\n\r\n"], _slowly(_forever(b"1\r\nx\r\n"))
    ),
    "endless 100 Continue": lambda: _slowly(_forever(b"HTTP/1.1 100 Continue\r\n\r\n")),
}

# Bounded by bytes: what would not fit into memory.
LARGE: dict[str, Attack] = {
    "a 10 GB stream": _after(GOOD + b"\r\n", itertools.repeat(MEGABYTE, 10_000)),
    "10 GB announced": _after(
        GOOD + b"Content-Length: 10000000000\r\n\r\n", itertools.repeat(MEGABYTE, 10_000)
    ),
    "10 GB in chunks": _after(
        GOOD + b"Transfer-Encoding: chunked\r\n\r\n",
        itertools.repeat(b"F4240\r\n" + MEGABYTE + b"\r\n", 10_000),
    ),
    "an endless size of a chunk": _after(
        GOOD + b"Transfer-Encoding: chunked\r\n\r\n", _forever(b"0" * 65536)
    ),
    "endless trailers": _after(
        GOOD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", _forever(b"X: y\r\n" * 10_000)
    ),
    "endless headers": _after(GOOD, _forever(b"X-Flood: y\r\n" * 10_000)),
    "an endless header": _after(GOOD + b"X-Flood: ", _forever(b"y" * 65536)),
    "an endless status line": _after(b"HTTP/1.1 200 ", _forever(b"O" * 65536)),
    "fast 100 Continue": lambda: _forever(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
    "a gzip bomb": lambda: [_packed("gzip", gzip_bomb())],
    "a gzip bomb of members": lambda: [_packed("gzip", gzip_bomb(members=True))],
    "a bomb in a bomb": lambda: [_packed("gzip, gzip", gzip.compress(gzip_bomb()))],
    "a deflate bomb": lambda: [_packed("deflate", deflate_bomb())],
    "a brotli bomb": lambda: [_packed("br", brotli_bomb())],
}


@contextlib.contextmanager
def servers() -> Iterator[int]:
    """The attacks in a process of their own, at a port of this machine; their memory is theirs."""
    command = [sys.executable, "-m", "pasquino.cli.bench.hostile_web"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - ourselves
        assert process.stdout is not None  # noqa: S101 - for the type checker
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def connector_to(port: int, attack: str) -> Callable[[str, int, float], socket.socket]:
    """A fetcher's connector to one of the attacks there."""

    def connect(address: str, _port: int, seconds: float) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", port), timeout=seconds)
        connection.sendall(attack.encode() + b"\n")
        return connection

    return connect


def _listen() -> None:
    """Tell the port, then attack whoever comes in the way that its first line names."""
    prepare()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        print(listening.getsockname()[1], flush=True)
        while True:
            connection, _ = listening.accept()
            threading.Thread(target=_attack, args=(connection,), daemon=True).start()


def _attack(connection: socket.socket) -> None:
    name = bytearray()
    while not name.endswith(b"\n"):
        name += connection.recv(1)
    _serve(connection, {**SLOW, **LARGE}[name.decode().strip()])


if __name__ == "__main__":
    _listen()
