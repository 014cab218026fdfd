"""Numbers as people write them: read with their qualifiers, written, and found in running text.

Pure: no database, no Django. In English, French, German and Spanish; another language is read
as `languages.language_of` says. Nothing here guesses: what has two readings has none.

    >>> parse("Almost 7,200 EU nationals")
    Stated(qualifier='almost', amount=Decimal('7200'), ..., unit='persons', ...)
    >>> compose(Stated("between", Decimal(3000000), Decimal(4000000)), "de")
    'zwischen 3 und 4 Millionen'
    >>> reading(parse("Almost 7,200"))
    Reading(low=Decimal('7100'), high=Decimal('7199'), basis='within one step of 100 below', ...)
"""

from pasquino.figures.wording.composing import compose
from pasquino.figures.wording.finding import Found, find, parse
from pasquino.figures.wording.numerals import number
from pasquino.figures.wording.readings import reading, reading_that_counts

__all__ = ["Found", "compose", "find", "number", "parse", "reading", "reading_that_counts"]
