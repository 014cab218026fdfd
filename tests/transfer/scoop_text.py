"""A small page of Scoop of our own, and comments below it."""

import pytest

from pasquino.transfer.scoop.page import NotAScoopPage, ScoopComment, ScoopPage, read_page

STORY = """The ferry stays until autumn

The council voted on Tuesday.
Eleven were for it.

  • One boat keeps the morning run.
  • The other is laid up.

My interpretation: A promise with an end date is still a promise.

Update: The vote was recounted.
"""
FRAME = """
< A bridge too narrow | Who feeds the ducks? >
  • News from both banks of the river

  • Contribute To The Ferryman

  • Display: Sort:
"""
WHEN = "Wed May 06, 2015 at 07:08:09 PM EDT"


def a_comment(number: int, *, title: str = "", by: str = "Ada", when: str = WHEN) -> str:
    return f"{title or f'Subject (none / 0) (#{number})'}\nby {by} on {when}\nText of {number}.\n"


def page_with(*comments: str, gap: str = "\n") -> ScoopPage:
    return read_page(STORY + FRAME + gap.join(comments))


def only_comment(text: str) -> ScoopComment:
    (comment,) = page_with(text).comments
    return comment


def refusal(text: str) -> str:
    with pytest.raises(NotAScoopPage) as refused:
        read_page(text)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence
