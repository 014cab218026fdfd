"""The words between what comments say, looked up once a language and not once a comment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words for `str.format`; what stands in braces is HTML already."""

    by: str
    added: str
    answers: str
    answers_nameless: str
    level: str
    parent: str
    next_branch: str
    reply: str
    edit: str
    add: str
    remove: str
    held: str
    held_own: str
    done_posted: str
    done_edited: str
    done_added: str
    done_rated: str
    done_unrated: str
    rate: str
    rate_number: str
    your_rating: str
    not_rated: str
    hide: str
    recommend: str
    recommend_number: str
    recommended: str
    you_hide: str
    hide_this: str
    hide_number: str
    undo: str
    undo_number: str
    removed_by_author: str
    removed_by_moderator: str
    branch_hidden: str
    reason: str
    hidden_low: str
    folded: str
    folded_under: str


def phrases() -> Phrases:
    """The phrases in the language that is active."""
    return _in_language(get_language())


@lru_cache(maxsize=64)
def _in_language(language: str | None) -> Phrases:
    return Phrases(
        by=_("by {author} on {date}"),
        added=_("added on {date}"),
        answers=_("in reply to #{number} by {author}"),
        answers_nameless=_("in reply to #{number}"),
        level=_("level {level}"),
        parent=_("Parent"),
        next_branch=_("Next branch"),
        reply=_("Reply"),
        edit=_("Edit"),
        add=_("Add"),
        remove=_("Remove"),
        held=_("held"),
        held_own=_("held until a moderator has read it"),
        done_posted=_("Your comment is posted."),
        done_edited=_("Your changes are saved."),
        done_added=_("Your addition is posted."),
        done_rated=_("Your rating is recorded."),
        done_unrated=_("You do not rate this comment now."),
        rate=_("Rate"),
        rate_number=_("Rate #{number}"),
        your_rating=_("Your rating of #{number}"),
        not_rated=_("no rating"),
        hide=_("hide"),
        recommend=_("Recommend"),
        recommend_number=_("Recommend #{number}"),
        recommended=_("You recommend this."),
        you_hide=_("You would hide this."),
        hide_this=_("Hide"),
        hide_number=_("Hide #{number}"),
        undo=_("Undo"),
        undo_number=_("Undo your rating of #{number}"),
        removed_by_author=_("Removed by its author."),
        removed_by_moderator=_("Removed by a moderator."),
        branch_hidden=_("A moderator hid this branch of the discussion."),
        reason=_("Reason: {reason}"),
        hidden_low=_("Readers rated this comment so low that it is not shown."),
        folded=_("#{number}, rated low by readers: show it"),
        folded_under=_("#{number}, under #{folded}, which readers rated low: show it"),
    )
