"""Figures somebody published, how they stand to each other, and series of them."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pasquino.figures.stated import Reading, Stated
from pasquino.sources.models import Party, Work
from pasquino.sources.models.works import NO_DATE

if TYPE_CHECKING:
    from pasquino.figures.stated import Qualifier

DATE = RegexValidator(r"^\d{4}(-\d\d(-\d\d)?)?$", NO_DATE)


def _number() -> models.DecimalField[Decimal | None, Decimal | None]:
    return models.DecimalField(max_digits=21, decimal_places=6, null=True, blank=True)


class Figure(models.Model):
    """A number that somebody published: its words, its date, its source.

    The words and what they state never change; a later count is another figure that supersedes
    this one. What was noted of it (population, place, date, source) may be put right, with a
    `FigureChange`. `reading_*` hold an editor's reading; where `reading_basis` is empty, the
    default of `wording` counts.
    """

    class Qualifier(models.TextChoices):
        EXACTLY = "exactly", _("exactly")
        ABOUT = "about", _("about")
        ALMOST = "almost", _("almost")
        NEARLY = "nearly", _("nearly")
        MORE_THAN = "more_than", _("more than")
        AT_LEAST = "at_least", _("at least")
        UP_TO = "up_to", _("up to")
        FEWER_THAN = "fewer_than", _("fewer than")
        BETWEEN = "between", _("between")
        RATIO = "ratio", _("ratio")
        VAGUE = "vague", _("vague")
        POINTER = "pointer", _("not given, only where to look")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    words = models.CharField(_("words as printed"), max_length=300)
    language = models.CharField(_("language"), max_length=20, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=10, choices=Qualifier)
    amount = _number()
    amount_to = _number()
    per = _number()
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    modal = models.CharField(_("reservation"), max_length=60, blank=True)
    word = models.CharField(_("word for a number"), max_length=60, blank=True)
    reading_low = _number()
    reading_high = _number()
    reading_high_open = models.BooleanField(default=False)
    reading_basis = models.CharField(max_length=200, blank=True)
    reading_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    population = models.CharField(_("of whom or what"), max_length=400, blank=True)
    place = models.CharField(_("where"), max_length=200, blank=True)
    leaves_out = models.CharField(_("not counted"), max_length=300, blank=True)
    as_of = models.CharField(_("as of"), max_length=10, blank=True, validators=[DATE])
    as_of_note = models.CharField(_("about the date"), max_length=200, blank=True)
    work = models.ForeignKey(
        Work, null=True, blank=True, on_delete=models.PROTECT, related_name="figures",
        verbose_name=_("source"),
    )  # fmt: skip
    producer = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="figures",
        verbose_name=_("counted by"),
    )  # fmt: skip
    via = models.CharField(_("by way of"), max_length=200, blank=True)
    reported_in = models.ForeignKey(
        Work, null=True, blank=True, on_delete=models.PROTECT, related_name="reported_figures",
        verbose_name=_("reported in"),
    )  # fmt: skip
    comment_number = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("The comment below the story that reports it.")
    )
    reported_on = models.CharField(_("reported on"), max_length=10, blank=True, validators=[DATE])
    is_rhetorical = models.BooleanField(_("a way of speaking"), default=False)
    note = models.TextField(_("note"), blank=True)
    document = models.CharField(max_length=300, blank=True)
    local_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.CheckConstraint(name="figure_has_words", condition=~Q(words="")),
            models.UniqueConstraint(
                name="figure_is_once_in_its_document",
                fields=["document", "local_id"],
                condition=~Q(document=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} ({self.population})" if self.population else self.words

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("figure", args=[self.pk])

    def page_keys(self) -> list[str]:
        """What `delivery.refresh` is told when something about it changes."""
        return [f"figure:{self.pk}"]

    @property
    def stated(self) -> Stated:
        """What the source said."""
        qualifier: Qualifier = self.qualifier  # type: ignore[assignment]  # the choices are the literal's
        return Stated(
            qualifier, self.amount, self.amount_to, self.per, self.unit, self.modal, self.word,
            self.words,
        )  # fmt: skip

    @property
    def edited_reading(self) -> Reading | None:
        """An editor's reading of it, where there is one."""
        if not self.reading_basis:
            return None
        return Reading(
            self.reading_low, self.reading_high, self.reading_basis, self.reading_high_open
        )


class FigureRelation(models.Model):
    """How one figure stands to another, and who says so.

    `figure` is a subset, a share, a disjoint part of `other`, the same as it, in conflict with
    it, or supersedes it; `unstated` says that the source leaves open whether one is part of the
    other. `reason` belongs to `supersedes`.
    """

    class Kind(models.TextChoices):
        SUBSET = "subset", _("part of")
        SHARE = "share", _("share of")
        DISJOINT_PART = "disjoint_part", _("one of the separate parts of")
        SAME = "same", _("the same as")
        CONFLICTS = "conflicts", _("in conflict with")
        SUPERSEDES = "supersedes", _("newer than")
        UNSTATED = "unstated", _("not said whether part of")

    class Basis(models.TextChoices):
        STATED = "stated", _("the source says so")
        IMPLIED = "implied", _("follows from the words")
        EDITOR = "editor", _("an editor says so")

    class Reason(models.TextChoices):
        REVISED = "revised", _("revised")
        NEWER = "newer_as_of", _("counted later")
        CORRECTED = "corrected", _("corrected")
        DEFINITION = "other_definition", _("counted otherwise")

    figure = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="relations")
    other = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="relations_to_it")
    kind = models.CharField(max_length=14, choices=Kind)
    basis = models.CharField(max_length=8, choices=Basis, default=Basis.EDITOR)
    reason = models.CharField(max_length=16, choices=Reason, blank=True)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("relation of figures")
        constraints = [
            models.CheckConstraint(
                name="figure_is_not_related_to_itself", condition=~Q(figure=F("other"))
            ),
            models.UniqueConstraint(
                name="figures_are_related_once_a_kind", fields=["figure", "other", "kind"]
            ),
            models.UniqueConstraint(
                name="figure_is_superseded_once",
                fields=["other"],
                condition=Q(kind="supersedes"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.get_kind_display()} {self.other}"


class FigureMark(models.Model):
    """Somebody disputes a figure or took it back, and why; lifted when that is settled."""

    class Kind(models.TextChoices):
        DISPUTED = "disputed", _("disputed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    figure = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mark on a figure")

    def __str__(self) -> str:
        return f"{self.figure}: {self.get_kind_display()}"


class FigureChange(models.Model):
    """What was noted of a figure before an editor put it right: `before` has the old fields."""

    figure = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="changes")
    before = models.JSONField()
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("change of a figure")

    def __str__(self) -> str:
        return f"{self.figure}: {self.at:%Y-%m-%d}"


class Series(models.Model):
    """Counts of the same thing over time."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    document = models.CharField(max_length=300, blank=True)
    local_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        constraints = [
            models.UniqueConstraint(
                name="series_is_once_in_its_document",
                fields=["document", "local_id"],
                condition=~Q(document=""),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("figure-series", args=[self.pk])


class SeriesLine(models.Model):
    """What is counted in one way by one producer: only such counts are compared."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField(default=0)
    measure = models.CharField(_("what is counted"), max_length=200, blank=True)
    definition = models.CharField(_("how it is counted"), max_length=300, blank=True)
    producer = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="series_lines",
        verbose_name=_("counted by"),
    )  # fmt: skip
    unit = models.CharField(_("unit"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("line of a series")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.measure, str(self.producer or ""), self.definition)))


class SeriesPoint(models.Model):
    """A figure in its place on a line; without a date it stands in the order given."""

    line = models.ForeignKey(SeriesLine, on_delete=models.CASCADE, related_name="points")
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="series_points")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("count in a series")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(name="line_has_a_figure_once", fields=["line", "figure"])
        ]

    def __str__(self) -> str:
        return str(self.figure)


class FigureProposal(models.Model):
    """A reader knows of a newer count, and where it stands; an editor decides.

    `from_address` is the path of the comment that says so, if one does.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    figure = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="proposals")
    words = models.CharField(_("the newer count, in its source's words"), max_length=300)
    as_of = models.CharField(_("as of"), max_length=10, blank=True, validators=[DATE])
    url = models.CharField(_("where it stands"), max_length=2000)
    note = models.TextField(_("note"), blank=True)
    from_address = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    answer = models.CharField(max_length=400, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    made = models.ForeignKey(
        Figure, null=True, on_delete=models.SET_NULL, related_name="proposed_by"
    )

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("proposed newer count")
        verbose_name_plural = _("proposed newer counts")

    def __str__(self) -> str:
        return self.words
