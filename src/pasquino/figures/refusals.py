"""Why a deed of this room is not done, by name; `sentences.py` finds the words."""

from __future__ import annotations


class NoWords(Exception):
    """A figure without its words: the words are the figure."""


class NumberTooLong(Exception):
    """A number has more than 15 digits."""


class NoNumber(Exception):
    """The qualifier needs a number (or two), and there is none."""


class ShareAboveWhole(Exception):
    """A share of more than 100 percent."""


class Backwards(Exception):
    """The upper number is below the lower one."""


class SupersedesItself(Exception):
    """A figure would be overtaken by one that it overtakes, directly or through others."""


class AlreadySuperseded(Exception):
    """Another figure has overtaken it; that one can be overtaken."""


class OfAnotherUnit(Exception):
    """A line of a series counts in one unit; this figure has another."""


class NoReason(Exception):
    """A figure is disputed, withdrawn or put right without saying why."""
