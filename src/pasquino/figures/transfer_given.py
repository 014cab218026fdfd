"""What a document gives, looked at piece by piece: everything wrong is said with its place."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from django.utils.translation import gettext as _

MOST_SHOWN = 60  # characters of what was given, in a sentence


class NotUnderstood(Exception):
    """The document cannot be taken: a sentence that says where, what and what is allowed."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}" if where else why)


def parsed(text: str) -> Any:  # anything JSON can hold
    """The JSON in a text, numbers as exact decimals. Raises NotUnderstood."""
    try:
        found = json.loads(
            text, parse_float=Decimal, parse_int=Decimal, parse_constant=_no_constant,
            object_pairs_hook=_each_once,
        )  # fmt: skip
        _look_at_signs(found, ())
    except json.JSONDecodeError as problem:
        why = _("This is not JSON ({problem}).").format(problem=problem.msg)
        raise NotUnderstood(_("line {line}").format(line=problem.lineno), why) from problem
    except InvalidOperation as problem:
        raise NotUnderstood("", _("A number in it is longer than any that is kept.")) from problem
    except RecursionError as problem:
        raise NotUnderstood("", _("The JSON goes too deep to be a document of ours.")) from problem
    return found


def _look_at_signs(value: object, place: tuple[str, ...]) -> None:
    """Refuse what JSON can write and no database keeps: a NUL, half a pair of surrogates."""
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
            raise NotUnderstood(", ".join(place), _("There are signs in it that are no text."))
    elif isinstance(value, dict):
        for key, one in value.items():
            _look_at_signs(key, place)
            _look_at_signs(one, (*place, key))
    elif isinstance(value, list):
        for number, one in enumerate(value, 1):
            _look_at_signs(one, (*place, str(number)))


def _no_constant(name: str) -> NoReturn:
    raise NotUnderstood("", _("“{name}” is no number.").format(name=name))


def _each_once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            why = _("“{key}” stands twice in one object: “{value}” is the second.")
            raise NotUnderstood("", why.format(key=key, value=_short(value)))
        found[key] = value
    return found


class Given:
    """One object of a document at a place that people can find; None counts as not given."""

    def __init__(self, value: object, where: str, allowed: Collection[str]) -> None:
        if not isinstance(value, dict):
            why = _("An object with these keys is expected here: {allowed}.")
            raise NotUnderstood(where, why.format(allowed=", ".join(allowed)))
        self.fields, self.where = value, where
        for key in value:
            if key not in allowed:
                why = _("“{key}” is not known here. Allowed are: {allowed}.")
                self.refuse(why.format(key=_short(key), allowed=", ".join(allowed)))

    def refuse(self, why: str) -> NoReturn:
        """Raise NotUnderstood with this place."""
        raise NotUnderstood(self.where, why)

    def has(self, name: str) -> bool:
        """Whether something is given."""
        return self.fields.get(name) is not None

    def text(self, name: str) -> str:
        """A text, empty where none is given."""
        value = self.fields.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self._wrong(name, _("a text"))
        return str(value)

    def number(self, name: str) -> Decimal | None:
        """A number, exactly."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, Decimal):
            self._wrong(name, _("a number"))
        return value

    def whole(self, name: str) -> int | None:
        """A whole number from 1 to 2147483647."""
        value = self.number(name)
        if value is None:
            return None
        if not (1 <= value <= 2**31 - 1 and value == value.to_integral_value()):
            self._wrong(name, _("a whole number from 1"))
        return int(value)

    def flag(self, name: str) -> bool:
        """True or false; false where nothing is given."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, bool):
            self._wrong(name, _("true or false"))
        return bool(value)

    def choice(self, name: str, choices: Collection[str], default: str = "") -> str:
        """One of these words."""
        value = self.text(name) or default
        if value not in choices:
            self._wrong(name, _("one of these: {choices}").format(choices=", ".join(choices)))
        return value

    def moment(self, name: str) -> datetime | None:
        """A moment with its offset, as in 2026-03-07T12:00:00Z."""
        value = self.text(name)
        moment = _moment(value)
        if value and moment is None:
            self._wrong(name, _("a moment such as 2026-03-07T12:00:00Z"))
        return moment

    def items(self, name: str) -> list[Any]:
        """A list, empty where none is given."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, list):
            self._wrong(name, _("a list"))
        return list(value or [])

    def object(self, name: str) -> dict[str, Any]:
        """An object whose keys nobody knows beforehand, empty where none is given."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, dict):
            self._wrong(name, _("an object"))
        return dict(value or {})

    def _wrong(self, name: str, expected: str) -> NoReturn:
        why = _("“{name}” is “{value}”; {expected} is expected.")
        value = _short(self.fields.get(name, ""))
        self.refuse(why.format(name=name, value=value, expected=expected))


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
