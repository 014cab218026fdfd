"""What this room says to people: states of copies, why they are not whole, refusals."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from pasquino.accounts.limits import TooOften
from pasquino.sources import naming
from pasquino.sources.copies import NONE, Held
from pasquino.sources.models import Capture
from pasquino.sources.refusals import (
    AddressOfAnother,
    FileTooLarge,
    NoAddress,
    NoReason,
    NothingInIt,
    NotTrusted,
)
from pasquino.sources.web_addresses import NoWebAddress

REFUSALS = (
    AddressOfAnother,
    FileTooLarge,
    NoAddress,
    NoReason,
    NoWebAddress,
    NothingInIt,
    NotTrusted,
    TooOften,
    naming.AlreadyJoined,
)

# Why a copy is not whole, or why there is none; the fetcher and the reader name them.
REASONS = {
    "paywall": _l("the page says that only subscribers read all of it"),
    "preview": _l("it shows a preview only"),
    "stub": _l("there is hardly any text on it"),
    "challenge": _l("it asks visitors to prove that they are people"),
    "consent": _l("it shows a request for consent instead of the text"),
    "part": _l("whoever brought it says that it is only a part"),
    "too_large": _l("it is larger than we read"),
    "too_many_pages": _l("it has more pages than we read"),
    "too_slow": _l("it takes too long"),
    "broken": _l("the file is broken"),
    "locked": _l("the file is locked by a password"),
    "scanned": _l("it is a scan: pictures of pages without text"),
    "image": _l("it is a picture"),
    "binary": _l("it is no text"),
    "empty": _l("it is empty"),
    "opt_out": _l("the page asks not to be copied"),
    "private_address": _l("the address leads into a private network"),
    "bad_address": _l("it is no address of a host"),
    "scheme": _l("only http and https are fetched"),
    "port": _l("only the usual ports are asked"),
    "space": _l("there is a space in it"),
    "too_long": _l("it has more than 2,000 characters"),
    "credentials": _l("there is a name or password in the address"),
    "forbidden": _l("the server refuses to show it to us"),
    "payment": _l("the server asks for payment"),
    "legal": _l("the server may not show it for legal reasons"),
    "robots_unreachable": _l("its robots.txt does not answer, so we stay away"),
    "packed": _l("it is packed in a way that we cannot unpack"),
    "no_such_host": _l("there is no host of this name"),
    "no_connection": _l("the server takes no connection"),
    "certificate": _l("the server's certificate is not valid"),
    "broken_off": _l("the server broke off"),
    "bad_answer": _l("the server's answer makes no sense"),
    "too_many_redirects": _l("it leads on and on"),
    "too_many_requests": _l("the server asks us to come less often"),
    "server_error": _l("the server has an error"),
    "refused": _l("the server refuses"),
    "robots": _l("its host asks robots to stay away (robots.txt)"),
    "replaced": _l("another page stands at the address now"),
}

# Reasons that lie in the address: no server has been asked, and none has forbidden anything.
NOT_ASKED = frozenset({"private_address", "bad_address", "scheme", "port", "credentials"})

_STATES = {
    NONE: _l("No copy yet."),
    Capture.State.COMPLETE: _l("A copy of {day} is kept."),
    Capture.State.STAFF_COPY: _l("A copy of {day}, made by the editors, is kept."),
    Capture.State.PARTIAL: _l("A copy of {day} is kept, but it is only a part."),
    Capture.State.BLOCKED: _l("The page may not be copied (asked on {day})."),
    Capture.State.UNREACHABLE: _l("The page did not answer (last asked on {day})."),
    Capture.State.GONE: _l("The page is gone (asked on {day})."),
    Capture.State.UNREADABLE: _l("A copy of {day} is kept, but no text can be read in it."),
}


def of_held(held: Held) -> str:
    """The state of a work's copies in one or two sentences."""
    day = date_format(timezone.localtime(held.at), "DATE_FORMAT") if held.at else ""
    said = str(_STATES[held.state]).format(day=day)
    if NOT_ASKED.intersection(held.reasons):
        said = _("The page was not asked for.")
    why = of_reasons(held.reasons)
    said = f"{said} {why}" if why else said
    if not held.waiting:
        return said
    return of_waiting(held) if held.state == NONE else f"{said} {of_waiting(held)}"


def of_waiting(held: Held) -> str:
    """How far the copy is that is waited for."""
    if held.waiting == "fetching":
        return _("The page is being fetched.")
    if held.said and held.due:
        time = date_format(timezone.localtime(held.due), "TIME_FORMAT")
        return _("The page did not answer. At {time} it is asked again.").format(time=time)
    return _("The page waits to be fetched.")


def of_reasons(reasons: Iterable[str]) -> str:
    """Why, as one sentence; empty without reasons."""
    words = [str(REASONS.get(reason, reason)) for reason in reasons]
    return _("Why: {reasons}.").format(reasons="; ".join(words)) if words else ""


def of_refusal(refused: Exception) -> str:
    """What to tell somebody whose wish was refused: one of `REFUSALS`."""
    if isinstance(refused, AddressOfAnother):
        return _("This address belongs to source {number}, “{title}”.").format(
            number=refused.work.pk, title=refused.work
        )
    if isinstance(refused, NoWebAddress) and refused.reason:
        return _("No page can be fetched from this address: {why}.").format(
            why=REASONS.get(refused.reason, refused.reason)
        )
    if isinstance(refused, TooOften):
        return _("That is often enough for now. Try again in {minutes} minutes.").format(
            minutes=refused.minutes()
        )
    return str(_REFUSED[type(refused)])


_REFUSED: dict[type[Exception], object] = {
    NoAddress: _l("This source has no web address. Give it one, or upload a copy."),
    NoWebAddress: _l("This is not the address of a web page. It begins with https:// or http://."),
    NotTrusted: _l("Copies are made for readers whom the editors trust."),
    NoReason: _l("Say where this copy is from and why it is uploaded: others have to judge it."),
    NothingInIt: _l("The file is empty. Choose another one."),
    FileTooLarge: _l("The file has more than 10 MB. Save the page without pictures, or as PDF."),
    naming.AlreadyJoined: _l("One of the two is a spelling of somebody already. Look again."),
}
