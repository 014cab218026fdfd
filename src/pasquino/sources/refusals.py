"""Why a deed of this room is not done, by name; `sentences.py` finds the words."""

from __future__ import annotations

from pasquino.sources.models import Work


class NoAddress(Exception):
    """A work without a web address cannot be fetched; a copy of it can be uploaded."""


class AddressOfAnother(Exception):
    """The address leads to another work, `work`."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self.work = work


class NotTrusted(Exception):
    """Nothing is fetched for a reader whom the editors do not trust yet."""


class NoReason(Exception):
    """A copy is uploaded without saying why and where it is from."""


class NothingInIt(Exception):
    """The uploaded file is empty."""


class FileTooLarge(Exception):
    """The uploaded file has more than `keeping.LARGEST_UPLOAD` bytes."""
