"""Why a deed of this room is not done, by name; `sentences.py` finds the words."""

from __future__ import annotations


class NoWords(Exception):
    """A figure without its words: the words are the figure."""


class NumberTooLong(Exception):
    """A number has more than 15 digits, or more than 6 behind the point."""


class NoNumber(Exception):
    """The qualifier needs a number (or two), and there is none."""


class TooManyNumbers(Exception):
    """The qualifier takes fewer numbers than are given."""


class ShareAboveWhole(Exception):
    """A share of more than 100 percent."""


class NotAShare(Exception):
    """What is to be a share of something is given neither in percent nor as a ratio."""


class Backwards(Exception):
    """The upper number is below the lower one."""


class NoDate(Exception):
    """A date is not written as 2017, 2017-03 or 2017-03-07, or is none."""


class NotCountedYet(Exception):
    """A figure is said to be as of a day to come."""


class TooLong(Exception):
    """More text than `longest` characters is given for `field`."""

    def __init__(self, field: str, longest: int, length: int) -> None:
        super().__init__(field, longest, length)
        self.field, self.longest, self.length = field, longest, length


class NotText(Exception):
    """What is given for `field` holds signs that no database keeps."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class RelatedToItself(Exception):
    """A figure stands in no relation to itself."""


class PartOfItself(Exception):
    """A figure would be part of one that is part of it, directly or through others."""


class SupersedesItself(Exception):
    """A figure would be overtaken by one that it overtakes, directly or through others."""


class AlreadySuperseded(Exception):
    """Another figure has overtaken it; that one can be overtaken."""


class CountedEarlier(Exception):
    """What is to overtake another as counted later is as of an earlier day."""


class CountsOtherThings(Exception):
    """What is to overtake another counts in another unit."""


class OfAnotherUnit(Exception):
    """A line of a series counts in one unit; this figure has another."""


class OfAnotherProducer(Exception):
    """A line of a series is counted by one; this figure was counted by another."""


class NoReason(Exception):
    """A figure is disputed, withdrawn or put right without saying why."""


class AlreadyMarked(Exception):
    """It is marked so already, and that was not lifted."""


class WordsStay(Exception):
    """What a source said, its words and numbers, is never changed."""


class AlreadyDecided(Exception):
    """An editor has accepted or declined this proposal."""
