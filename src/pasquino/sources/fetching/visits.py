"""One fetch from its beginning to its end: robots.txt, redirects, the page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

import requests

from pasquino.sources.fetching import robots
from pasquino.sources.fetching.addresses import AddressRefused, Target, target
from pasquino.sources.fetching.door import HEADERS, Budget, Door, Failure, asked, body
from pasquino.sources.fetching.outcomes import REDIRECTS, failed, judged
from pasquino.sources.fetching.shapes import Exchange, Fetched, Headers, State, header
from pasquino.sources.fetching.unpacking import CannotUnpack, TooLarge, unpacked

if TYPE_CHECKING:
    from pasquino.sources.fetching import Fetcher

_ACCEPTED = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5"
_SERVER_ERROR, _NOT_FOUND = 500, 400


class Visit:
    """Fetches one page for a fetcher, and remembers what happened on the way."""

    def __init__(self, fetcher: Fetcher, url: str) -> None:
        self.fetcher = fetcher
        self.url = url
        self.at = fetcher.clock.now()
        self.until = fetcher.clock.monotonic() + fetcher.limits.seconds
        self.hops: list[str] = []
        self.exchanges: list[Exchange] = []

    def fetched(self) -> Fetched:
        """What becomes of it; never raises."""
        try:
            return self._followed()
        except AddressRefused as refused:
            return self._ended("blocked", refused.reason)
        except Failure as failure:
            return self._ended(failed(failure.reason), failure.reason)
        except MemoryError:
            return self._ended("unreadable", "too_large")
        except Exception:  # noqa: BLE001 - whatever strangers send, the worker goes on
            return self._ended("unreachable", "bad_answer")

    def _followed(self) -> Fetched:
        """Ask, and go where the answer points, a few times."""
        where = target(self.url)
        for _ in range(self.fetcher.limits.redirects + 1):
            self.hops.append(where.url)
            self._pause(where)
            rules = self._rules(where)
            if not rules.allow(where.path):
                reason = "robots_unreachable" if rules is robots.NOTHING else "robots"
                return self._ended("blocked", reason)
            exchange = self._asked(where)
            self.exchanges.append(exchange)
            location = header(exchange.headers, "location")
            if exchange.status not in REDIRECTS or not location:
                return self._judged(exchange)
            where = target(location, base=where.url)
        return self._ended("unreachable", "too_many_redirects")

    def _judged(self, last: Exchange) -> Fetched:
        state, reasons = judged(last.status, last.headers)
        if state != "complete":
            return self._ended(state, *reasons)
        try:
            page = unpacked(
                last.body, header(last.headers, "content-encoding"), self.fetcher.limits.unpacked
            )
        except TooLarge:
            raise Failure("too_large") from None
        except CannotUnpack:
            raise Failure("packed") from None
        return self._ended(state, page=page)

    def _ended(self, state: State, *reasons: str, page: bytes = b"") -> Fetched:
        """What is told; of a page that we may not keep, nothing but how it was refused."""
        last = self.exchanges[-1] if self.exchanges else None
        return Fetched(
            url_requested=self.url,
            url_final=self.hops[-1] if self.hops else "",
            at=last.at if last else self.at,
            state=state,
            reasons=reasons,
            status=last.status if last else None,
            hops=tuple(self.hops),
            headers=last.headers if last else (),
            body=page,
            raw_size=len(last.body) if last else 0,
            exchanges=tuple(self.exchanges) if state == "complete" else (),
        )

    def _pause(self, where: Target) -> None:
        """Let a host rest between two visits; the steps of one visit follow each other."""
        clock, visits = self.fetcher.clock, self.fetcher.visits
        if where.host not in {target(url).host for url in self.hops[:-1]}:
            pause = self.fetcher.pause_needed(where.url)
            if pause:
                clock.sleep(pause)
                self.until += pause
        visits[where.host] = clock.monotonic()

    def _rules(self, where: Target) -> robots.Rules:
        """What the host's robots.txt allows, asked for once."""
        known = self.fetcher.rules
        if where.origin not in known:
            found = self._asked_for_rules(where)
            if found is robots.NOTHING:
                return found  # another time it may be there
            known[where.origin] = found
        return known[where.origin]

    def _asked_for_rules(self, where: Target) -> robots.Rules:
        """RFC 9309: none when there is no such file, all forbidden when the server fails."""
        at = target("/robots.txt", base=where.url)
        for _ in range(self.fetcher.limits.redirects + 1):
            exchange = self._asked(at, limit=robots.LARGEST, cut=True)
            location = header(exchange.headers, "location")
            if exchange.status in REDIRECTS and location:
                at = target(location, base=at.url)
                continue
            if exchange.status >= _SERVER_ERROR:
                return robots.NOTHING
            if exchange.status >= _NOT_FOUND or exchange.status in REDIRECTS:
                return robots.ALL
            return robots.rules(self._unpacked_rules(exchange))
        return robots.ALL

    def _unpacked_rules(self, exchange: Exchange) -> bytes:
        try:
            return unpacked(
                exchange.body, header(exchange.headers, "content-encoding"), robots.LARGEST
            )
        except (TooLarge, CannotUnpack):
            return b""

    def _asked(self, where: Target, *, limit: int = 0, cut: bool = False) -> Exchange:
        """One request and its answer; with a redirect's body nobody does anything."""
        fetcher = self.fetcher
        limit = limit or fetcher.limits.raw
        budget = Budget(self.until, limit + HEADERS, fetcher.clock.monotonic)
        headers = {
            "User-Agent": fetcher.user_agent,
            "Accept": _ACCEPTED,
            "Accept-Encoding": "identity" if cut else "gzip, deflate, br",
            "Connection": "close",
        }
        at = fetcher.clock.now()
        with asked(
            where,
            headers,
            resolver=fetcher.resolver,
            connector=fetcher.connector,
            budget=budget,
        ) as (response, door):
            is_redirect = response.status_code in REDIRECTS and "location" in response.headers
            data = b"" if is_redirect else body(response, budget, limit, cut=cut)
            return _exchange(where, door, response, at, data)


def _exchange(
    where: Target, door: Door, response: requests.Response, at: datetime, data: bytes
) -> Exchange:
    sent = {name: str(value) for name, value in response.request.headers.items()}
    return Exchange(
        url=where.url,
        at=at,
        address=door.reached,
        request=f"GET {where.path} HTTP/1.1",
        request_headers=_headers({"Host": where.authority, **sent}.items()),
        status=response.status_code,
        phrase=" ".join((response.reason or "").split()),
        headers=_headers(response.raw.headers.iteritems()),
        body=data,
    )


def _headers(pairs: Iterable[tuple[str, str]]) -> Headers:
    """Headers on one line each, however they were folded."""
    return tuple((str(name), " ".join(str(value).split())) for name, value in pairs)
