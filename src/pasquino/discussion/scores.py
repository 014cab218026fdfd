"""The scores of a page: words that lead to who rated, or nothing."""

from __future__ import annotations

from pasquino.discussion import rating
from pasquino.discussion.models import DiscussionPolicy
from pasquino.discussion.shown import Shown
from pasquino.discussion.threads import Skeleton


class Scores:
    """Prints scores of one thread; each sum and number of ratings is put into words once."""

    def __init__(self, policy: DiscussionPolicy, address: str, skeleton: Skeleton) -> None:
        """`address` is the story's; with the site's switch a thread that few rate is quiet."""
        self.policy, self.address = policy, address
        few = policy.quiet_when_few_rate and rating.few_rate(skeleton.rated, len(skeleton))
        self.is_quiet = few
        self.said: dict[tuple[int, int], str] = {}

    def of(self, row: Shown) -> str:
        """The score as HTML: plain, or leading to the list of raters; empty for none."""
        if self.is_quiet:
            return ""
        key = (row.rating_sum, row.rating_count)
        if key not in self.said:
            self.said[key] = rating.words(*key, self.policy)
        words = self.said[key]
        if not words or not row.rating_count or not self.policy.raters_visible:
            return words
        at = f"{self.address}comments/{row.number}/ratings/"
        return f'<a href="{at}" rel="nofollow">{words}</a>'
