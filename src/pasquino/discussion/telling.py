"""Which figures and claims a comment may know something new of: those it stands beside."""

from __future__ import annotations

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet

from pasquino.delivery.prepared import Given, Prepared
from pasquino.discussion import fragments
from pasquino.discussion.models import Comment, CommentFigure
from pasquino.discussion.shown import Shown
from pasquino.figures import citing
from pasquino.figures.models import Figure
from pasquino.outlooks import citing as outlook_citing
from pasquino.outlooks.models import OutlookClaim
from pasquino.stories.models import PublishedStory, StoryAssessment, StoryFigure, StoryOutlook

_with_any = Prepared(
    lambda: PublishedStory.objects.filter(
        Exists(StoryFigure.objects.filter(story=OuterRef("pk")))
        | Exists(StoryOutlook.objects.filter(story=OuterRef("pk")))
        | Exists(StoryAssessment.objects.filter(story=OuterRef("pk"))),
        pk=Given("story", BigIntegerField()),
    ).values_list("pk")
)


def has_any(story: PublishedStory) -> bool:
    """Whether a story has figures, outlooks or claims; one query."""
    return bool(_with_any.rows(story=story.pk))


def may_tell(story: PublishedStory, comment: Shown | None) -> bool:
    """Whether a comment's page offers it: the comment is there, and has something to tell of."""
    return comment is not None and (fragments.FIGURES in comment.fragment or has_any(story))


def is_known(number: int) -> bool:
    """Whether readers have a figure of this number."""
    return bool(citing.public([number]) and Figure.objects.filter(pk=number).exists())


def figures_near(comment: Comment) -> list[Figure]:
    """The public figures of a comment, of the one it answers, and of the story above."""
    talked_of = CommentFigure.objects.filter(comment__in=[comment.pk, comment.parent_id])
    told = StoryFigure.objects.filter(story=comment.thread.story_id)
    near = Q(pk__in=talked_of.values("figure")) | Q(pk__in=told.values("figure"))
    found = {figure.pk: figure for figure in Figure.objects.filter(near).order_by("pk")}
    known = citing.public(found)
    return [figure for number, figure in found.items() if number in known]


def claims_near(comment: Comment) -> list[OutlookClaim]:
    """The public claims of the outlooks that the story above shows or comes back to."""
    story = comment.thread.story_id
    shown = StoryOutlook.objects.filter(story=story).values("outlook")
    cited = StoryAssessment.objects.filter(story=story).values("claim__outlook")
    near = public_claims().filter(Q(outlook__in=shown) | Q(outlook__in=cited))
    return list(near.order_by("outlook", "order", "pk"))


def public_claims() -> QuerySet[OutlookClaim]:
    """The claims of outlooks that have a public page."""
    found = OutlookClaim.objects.filter(outlook__in=outlook_citing.public())
    return found.select_related("outlook")
