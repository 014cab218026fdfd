"""Reads JSON against a shape, in one fixed form; names the key that does not fit. No database.

A reader gets a value and its path and gives it back in its canonical form: white space around
words gone, keys in the order of the shape, nothing where nothing is said (null, "", [], {}).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Reader = Callable[[object, str], Any]  # Any: JSON, in the form that each reader names
NOTHING: tuple[object, ...] = (None, "", [], {})
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL keeps no NUL, UTF-8 no half pair


class NotUnderstood(Exception):
    """A value does not fit its key; the text names the key and says what is allowed."""

    def __init__(self, path: str, problem: str) -> None:
        self.path, self.problem = path, problem
        super().__init__(f"{path}: {problem}" if path else problem)


def words(longest: int, *, one_line: bool = False) -> Reader:
    """A text of at most so many characters; with `one_line`, with one space between words."""

    def read(value: object, path: str) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str):
            raise NotUnderstood(path, _("Only a text is allowed here."))
        found = " ".join(value.split()) if one_line else value.replace("\r\n", "\n").strip()
        if len(found) > longest:
            problem = _("It has {count} characters; allowed are {longest} at most.")
            raise NotUnderstood(path, problem.format(count=len(found), longest=longest))
        if UNSTORABLE.search(found):
            raise NotUnderstood(path, _("It has a character that cannot be stored."))
        return found or None

    return read


def matching(
    test: Callable[[str], object], allowed: str | _StrPromise, longest: int = 2000
) -> Reader:
    """A text that `test` says yes to; `allowed` is what a person is told otherwise."""
    of_words = words(longest)

    def read(value: object, path: str) -> str | None:
        found: str | None = of_words(value, path)
        if found is not None and not test(found):
            problem = _("“{value}” is not allowed here. Allowed is {allowed}.")
            raise NotUnderstood(path, problem.format(value=_short(found), allowed=str(allowed)))
        return found

    return read


def one_of(allowed: Collection[str]) -> Reader:
    """One of these words."""
    return matching(lambda value: value in allowed, ", ".join(allowed))


def yes_or_no(value: object, path: str) -> bool | None:
    """Yes or no: `true` or `false`."""
    if value is None or isinstance(value, bool):
        return value
    raise NotUnderstood(path, _("Allowed are true and false."))


def whole_number(lowest: int, highest: int) -> Reader:
    """A whole number in these bounds."""

    def read(value: object, path: str) -> int | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
            problem = _("Allowed is a whole number from {lowest} to {highest}.")
            raise NotUnderstood(path, problem.format(lowest=lowest, highest=highest))
        return value

    return read


def listed(each: Reader) -> Reader:
    """A list of what `each` reads; none of its parts may be nothing."""

    def read(value: object, path: str) -> list[Any] | None:  # Any: what `each` gives
        if value is None:
            return None
        if not isinstance(value, list):
            raise NotUnderstood(path, _("Only a list is allowed here."))
        found = [each(part, f"{path}[{place}]") for place, part in enumerate(value)]
        for place, part in enumerate(found):
            if part in NOTHING:
                raise NotUnderstood(f"{path}[{place}]", _("There is nothing in it. Leave it out."))
        return found or None

    return read


def table(keys: Mapping[str, Reader], required: Collection[str] = ()) -> Reader:
    """An object with these keys and no others; the required ones say something."""

    def read(value: object, path: str) -> dict[str, Any] | None:  # Any: as above
        if value is None:
            return None
        given = _object(value, path)
        for key in given:
            if key not in keys:
                problem = _("There is no key “{key}” here. Allowed are: {allowed}.")
                allowed = ", ".join(keys)
                raise NotUnderstood(path, problem.format(key=_short(key), allowed=allowed))
        found = {key: each(given.get(key), _under(path, key)) for key, each in keys.items()}
        for key in required:
            if found[key] in NOTHING and given:
                raise NotUnderstood(_under(path, key), _("It is missing, and must be there."))
        said = {key: part for key, part in found.items() if part not in NOTHING}
        return said or None

    return read


def keyed(each: Reader, is_key: Callable[[str], object], allowed: str | _StrPromise) -> Reader:
    """An object whose keys are names of its own, in the order they come in."""

    def read(value: object, path: str) -> dict[str, Any] | None:  # Any: as above
        if value is None:
            return None
        found = {}
        for key, part in _object(value, path).items():
            if not is_key(key):
                problem = _("“{key}” cannot be a key here. Allowed is {allowed}.")
                raise NotUnderstood(path, problem.format(key=_short(key), allowed=str(allowed)))
            found[key] = each(part, _under(path, key))
            if found[key] in NOTHING:
                raise NotUnderstood(_under(path, key), _("There is nothing in it. Leave it out."))
        return found or None

    return read


def _object(value: object, path: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise NotUnderstood(path, _("Only an object ({…}) is allowed here."))
    return value


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _short(text: str) -> str:
    """The text, or its beginning where it is too long for a sentence."""
    longest = 60
    return text if len(text) <= longest else f"{text[:longest]}…"
