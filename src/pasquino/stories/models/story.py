"""The story as its writers and editors work on it at the desk; readers get its editions."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page, Revision

from pasquino.stories import moments
from pasquino.stories.blocks import STORY_BLOCKS
from pasquino.stories.desk_permissions import ShelfPermissions, StoryPermissions
from pasquino.stories.models.lists import Section, Topic, Writer
from pasquino.stories.models.pictures import Picture
from pasquino.stories.panels import STORY_TABS


class Shelf(Page):
    """Where the desk keeps all stories; readers never see it."""

    max_count = 1  # type: ignore[assignment]  # Wagtail starts with None
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["stories.Story"]
    private_page_options: list[str] = []
    preview_modes: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = _("shelf of stories")

    def permissions_for_user(self, user: Any) -> ShelfPermissions:
        """What may be done to it at the desk: only putting stories on it."""
        return ShelfPermissions(user, self)


class Story(Page):
    """A story in progress: its draft, its schedule and what its next edition will hold."""

    standfirst = models.TextField(
        _("standfirst"), max_length=500, blank=True, help_text=_("One or two sentences below it.")
    )
    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.PROTECT, related_name="stories"
    )
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True)
    body = StreamField(STORY_BLOCKS, verbose_name=_("text"), blank=True)
    lead_picture = models.ForeignKey(
        Picture,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    lead_alt = models.CharField(_("alternative text"), max_length=300, blank=True)
    lead_credit = models.CharField(_("credit"), max_length=200, blank=True)
    lead_caption = models.CharField(_("caption"), max_length=300, blank=True)
    language = models.CharField(
        _("language"), max_length=20, blank=True, help_text=_("Left empty: the magazine's.")
    )
    address = models.SlugField(
        _("address"),
        max_length=80,
        blank=True,
        help_text=_("The last part of the story's address; left empty, it follows the headline."),
    )
    before_title = models.CharField(
        _("story before this"),
        max_length=250,
        blank=True,
        help_text=_("Only for imported stories whose neighbours are not here."),
    )
    after_title = models.CharField(_("story after this"), max_length=250, blank=True)
    edition_note = models.CharField(
        _("what changed"),
        max_length=200,
        blank=True,
        help_text=_("One line for readers, shown in the history of this story."),
    )

    parent_page_types: ClassVar = ["stories.Shelf"]
    subpage_types: ClassVar[list[str]] = []
    private_page_options: list[str] = []
    exclude_fields_in_copy: list[str] = ["corrections"]
    edit_handler = STORY_TABS

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Give the page a slug no sibling has: readers' addresses are another matter."""
        if not self.slug:
            self.slug = f"story-{timezone.now():%Y%m%d-%H%M%S-%f}"
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """A picture without words for those who cannot see it is refused."""
        super().clean()
        if self.lead_picture_id and not self.lead_alt:
            raise ValidationError({"lead_alt": _("Say in words what the picture shows.")})

    @transaction.atomic
    def publish(self, revision: Revision, **options: Any) -> None:  # type: ignore[override]  # Wagtail's is untyped
        """Publish a revision or schedule it; its edition is made in the same transaction."""
        with moments.due(revision.approved_go_live_at):
            super().publish(revision, **options)

    @transaction.atomic
    def unpublish(self, **options: Any) -> None:  # type: ignore[override]  # Wagtail's is untyped
        """Take the story back; its address then says that it was withdrawn."""
        super().unpublish(**options)

    def permissions_for_user(self, user: Any) -> StoryPermissions:
        """What may be done to it at the desk."""
        return StoryPermissions(user, self)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Where readers find it, for the desk's links; None before it was published."""
        public = getattr(self, "public", None)
        return (1, settings.BASE_URL, public.get_absolute_url()) if public else None

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The desk's preview: the page a reader would get if this draft were published."""
        from pasquino.stories.views import draft_page  # noqa: PLC0415 - views read this model

        return draft_page(request, self)


class Byline(Orderable):
    """One of the people over a story, in order, with what they did."""

    # Rows come and go with each edition; Wagtail's index of references would chase them.
    wagtail_reference_index_ignore = True

    story = ParentalKey(Story, on_delete=models.CASCADE, related_name="bylines")
    writer = models.ForeignKey(
        Writer, verbose_name=_("writer"), on_delete=models.PROTECT, related_name="bylines"
    )
    role = models.CharField(
        _("role"), max_length=60, blank=True, help_text=_("Such as Words, Photographs, Counting.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("byline")
        constraints = [
            models.UniqueConstraint(
                name="writer_stands_once_over_a_story",
                fields=["story", "writer"],
                violation_error_message=_("This writer stands over the story already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.writer} ({self.role})" if self.role else str(self.writer)


class Correction(models.Model):
    """A dated note that something in the story was wrong; never taken back, only added to."""

    story = ParentalKey(Story, on_delete=models.CASCADE, related_name="corrections")
    noted_at = models.DateTimeField(_("noted at"), default=timezone.now)
    text = RichTextField(_("text"), features=["bold", "italic", "link"])
    credited_comment = models.PositiveIntegerField(
        _("found in comment"),
        null=True,
        blank=True,
        help_text=_("The number of the comment whose author found it, to thank them."),
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["noted_at", "pk"]
        indexes = [models.Index(fields=["-noted_at", "-id"], name="correction_newest")]

    def __str__(self) -> str:
        return f"{self.noted_at:%Y-%m-%d}: {self.text[:60]}"

    @property
    def noted_day(self) -> datetime:
        """When it was noted, in the magazine's zone."""
        return timezone.localtime(self.noted_at)
