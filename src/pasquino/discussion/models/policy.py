"""How this magazine discusses: what the editors set at the desk."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from pasquino.discussion.rating import RatingProfile
from pasquino.discussion.reading import Display, Sort
from pasquino.magazine.kept import Kept


@register_setting(icon="comment", order=3)
class DiscussionPolicy(BaseGenericSetting):
    """How this magazine shows its discussions when a reader has no preference; one row."""

    display = models.CharField(
        _("display"), max_length=20, choices=Display.choices, default=Display.NESTED
    )
    sort = models.CharField(
        _("sort"), max_length=20, choices=Sort.choices, default=Sort.HIGHEST_OLDEST
    )
    overflow_at = models.PositiveIntegerField(
        _("overflow above"),
        null=True,
        blank=True,
        help_text=_("With more comments than this, the other display is used; empty: never."),
    )
    overflow_display = models.CharField(
        _("display above it"), max_length=20, choices=Display.choices, default=Display.THREADED
    )

    hold_first_posts = models.BooleanField(
        _("hold first comments"),
        default=False,
        help_text=_("Comments of new members wait until a moderator has released them."),
    )
    first_posts = models.PositiveSmallIntegerField(
        _("first comments"),
        default=3,
        help_text=_(
            "So many comments make a member known: until then, comments are held if the box "
            "above is ticked, and are shown as a preview before they can be posted."
        ),
    )
    edit_minutes = models.PositiveSmallIntegerField(
        _("minutes for editing"),
        default=15,
        help_text=_("So long, or until the first reply, authors may edit; later they may add."),
    )
    rating_profile = models.CharField(
        _("rating"),
        max_length=10,
        choices=RatingProfile.choices,
        default=RatingProfile.ONE_TO_FIVE,
    )
    raters_visible = models.BooleanField(
        _("raters are shown"),
        default=True,
        help_text=_("Anyone may see who rated a comment, and how."),
    )
    ratings_to_count = models.PositiveSmallIntegerField(
        _("ratings needed"),
        default=1,
        help_text=_("With fewer ratings than this a comment shows no score and folds for none."),
    )
    low_rating_hides = models.BooleanField(
        _("hide what is rated low"),
        default=False,
        help_text=_(
            "Comments rated below 1 are hidden with their replies from all but trusted readers, "
            "as Scoop did. Otherwise they are folded to a line that anyone can open."
        ),
    )
    quiet_when_few_rate = models.BooleanField(
        _("quiet where few rate"),
        default=False,
        help_text=_("No score is printed in discussions where under 10 % of comments are rated."),
    )

    panels = [
        MultiFieldPanel([FieldPanel("display"), FieldPanel("sort")], _("Reading")),
        MultiFieldPanel(
            [FieldPanel("overflow_at"), FieldPanel("overflow_display")], _("Overflow")
        ),
        MultiFieldPanel(
            [
                FieldPanel("hold_first_posts"),
                FieldPanel("first_posts"),
                FieldPanel("edit_minutes"),
            ],
            _("Posting"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("rating_profile"),
                FieldPanel("raters_visible"),
                FieldPanel("ratings_to_count"),
                FieldPanel("low_rating_hides"),
                FieldPanel("quiet_when_few_rate"),
            ],
            _("Rating"),
        ),
    ]

    class Meta:
        verbose_name = _("discussion")

    def __str__(self) -> str:
        return str(_("Discussion"))

    @classmethod
    def current(cls) -> DiscussionPolicy:
        """The policy of this magazine; as it comes, while nobody has set it.

        Kept for a second: not for changing it.
        """
        return _current()


_current = Kept(lambda: DiscussionPolicy.objects.first() or DiscussionPolicy())
_current.depends_on(DiscussionPolicy)
