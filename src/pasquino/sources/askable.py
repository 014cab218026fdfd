"""Whether a page may be fetched from an address at all, before anybody asks. No database."""

from __future__ import annotations

from pasquino.sources.fetching.addresses import AddressRefused, checked, target
from pasquino.sources.web_addresses import NoWebAddress, cleaned


def askable(url: str) -> str:
    """The address as it is kept.

    Raises NoWebAddress, with the fetcher's reason where it would not go there: another port, a
    name or number of this network. What a public name leads to is looked at when it is asked.
    """
    url = cleaned(url)
    try:
        where = target(url)
        if where.is_numeric:
            checked([where.host])
    except AddressRefused as refused:
        raise NoWebAddress(url, refused.reason) from refused
    return url
