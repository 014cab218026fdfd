"""What readers expect of a claim before it is settled, and whether the magazine asks them."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from pasquino.outlooks.models.claims import OutlookClaim


class Probability(models.Model):
    """How likely one reader held a claim, from `at` until `replaced_at`; only they see it.

    The newest counts; the earlier ones stay, so that calibration takes what was said in time.
    """

    claim = models.ForeignKey(OutlookClaim, on_delete=models.CASCADE, related_name="probabilities")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="probabilities"
    )
    percent = models.PositiveSmallIntegerField(validators=[MaxValueValidator(100)])
    at = models.DateTimeField(default=timezone.now)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("probability")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="reader_has_one_probability_of_a_claim",
                fields=["claim", "reader"],
                condition=Q(replaced_at=None),
            ),
            models.CheckConstraint(
                name="probability_is_at_most_100", condition=Q(percent__lte=100)
            ),
        ]
        indexes = [models.Index(fields=["reader", "claim"], name="probability_of_reader")]

    def __str__(self) -> str:
        return f"{self.percent} %"


@register_setting(icon="view", order=5)
class OutlookPolicy(BaseGenericSetting):
    """What the magazine does with outlooks; one row."""

    readers_state_probabilities = models.BooleanField(
        _("readers state probabilities"), default=False,
        help_text=_(
            "A signed-in reader may say how likely a claim is before it is settled, and sees "
            "afterwards how well that fitted. Nobody else sees it; the magazine's page of "
            "outlooks shows all readers in sum."
        ),
    )  # fmt: skip

    panels = [FieldPanel("readers_state_probabilities")]

    class Meta:
        verbose_name = _("outlooks")
