"""What of an outlook is drawn: its tree, and its claims' assessments on a line of time."""

from __future__ import annotations

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from pasquino.outlooks.outline import Branch, Outline
from pasquino.outlooks.records import first_day
from pasquino.outlooks.timeline import Dot, Span, timeline
from pasquino.outlooks.tree import Leaf, Twig, Words, tree


def tree_of(outline: Outline) -> SafeString:
    """The tree: condition, groups, options and claims, with the state at each claim."""
    words = Words(
        title=_("The outlook as a tree"),
        about=_(
            "From the condition to the groups, and from each group to what it may do and to the "
            "claims about it, each with its state. The list says the same in full."
        ),
        is_leftwards=get_language_bidi(),
    )
    outlook = outline.outlook
    condition = outlook.condition or outlook.condition_in_source or outlook.title
    return tree(condition, [_twig(one) for one in outline.groups], words)


def timeline_of(outline: Outline) -> SafeString:
    """When each of its claims was assessed; a claim that was overdue for years shows its gap."""
    found = outline.assessments
    dots = [Dot(one.record.on, claim.claim.key, one.record.is_withdrawn) for claim, one in found]
    stated = first_day(outline.outlook.stated_on)
    days = [*(dot.on for dot in dots), *([stated] if stated else [])]
    first = min(days, default=timezone.localdate())
    span = Span(first, max([*days, timezone.localdate()]), outline.review_days)
    return timeline(
        dots,
        span,
        title=_("When claims were assessed"),
        about=_(
            "A dot for each assessment, hollow where it was withdrawn; short marks below for the "
            "days on which claims were to be reviewed. The list says what was found."
        ),
        is_leftwards=get_language_bidi(),
    )


def _twig(branch: Branch) -> Twig:
    options = [Leaf(option.node.label) for option in branch.options]
    claims = [*branch.claims, *(claim for option in branch.options for claim in option.claims)]
    leaves = [*options, *(Leaf(one.claim.text, one.state) for one in claims)]
    return Twig(branch.node.label, leaves, [_twig(below) for below in branch.groups])
