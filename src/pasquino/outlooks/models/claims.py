"""The tree of an outlook: groups, options, and the claims that can be assessed one by one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pasquino.outlooks.models.outlook import KEY, Outlook, OutlookPerson
from pasquino.sources.models import Work


class Layer(models.TextChoices):
    """Whose words are before us: a paraphrase must not be laid on whom it paraphrases."""

    QUOTED = "quoted", _("quoted")
    PARAPHRASED = "paraphrased", _("paraphrased")
    UNCLEAR = "unclear", _("not clear whether quoted")
    AUTHOR = "author", _("the author's own words")
    NONE = "none", _("nothing quoted")


class OutlookNode(models.Model):
    """A branch of an outlook: what comes before, a group, an option, what crosses all, a rival.

    `order` counts through the whole outlook, in the order of its document; read by it, a node
    comes before what hangs below it. `where`, `traits` are lists of words, `advice` of sentences;
    `evidence` is `[{"textStart", "textEnd", "mode", "check"}]`. `extra` holds what else was said:
    `aka`, `mitigation`, `examples`, `amplifier`, `inner_quote`, `brake`, `flag`, `marker`,
    `stated_in` (docs/reference/outlooks.md).
    """

    class Kind(models.TextChoices):
        PREFACE = "preface", _("said beforehand")
        GROUP = "group", _("group")
        SUBGROUP = "subgroup", _("group within a group")
        OPTION = "option", _("option")
        CROSS = "cross", _("across the groups")
        RIVAL = "rival", _("rival outlook")

    outlook = models.ForeignKey(Outlook, on_delete=models.CASCADE, related_name="nodes")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    key = models.CharField(max_length=KEY)
    order = models.PositiveIntegerField(default=0)
    label = models.CharField(_("label"), max_length=400, blank=True)
    where = models.JSONField(_("where"), default=list, blank=True)
    modality = models.CharField(_("modality as printed"), max_length=120, blank=True)
    layer = models.CharField(_("whose words"), max_length=11, choices=Layer, default=Layer.NONE)
    traits = models.JSONField(_("traits"), default=list, blank=True)
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    rank_text = models.CharField(_("the ranking in words"), max_length=300, blank=True)
    advice = models.JSONField(_("advice"), default=list, blank=True)
    by = models.ForeignKey(
        OutlookPerson, null=True, blank=True, on_delete=models.SET_NULL, related_name="rivals",
        verbose_name=_("by"),
    )  # fmt: skip
    by_words = models.CharField(_("by, in words"), max_length=200, blank=True)
    work = models.ForeignKey(
        Work, null=True, blank=True, on_delete=models.PROTECT, related_name="outlook_nodes"
    )
    evidence = models.JSONField(_("evidence"), default=list, blank=True)
    extra = models.JSONField(default=dict, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("branch of an outlook")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(name="outlook_has_a_branch_once", fields=["outlook", "key"]),
            models.CheckConstraint(
                name="branch_does_not_hang_on_itself",
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.get_kind_display())


class OutlookClaim(models.Model):
    """One thing that may come true or not, in the words of the outlook, with its modality.

    `order` counts through the whole outlook. `by` are people of the outlook, `by_words` whoever
    else says it ("comment #1"). Its state is not here: it is that of its newest assessment
    (`records.standing_of`).
    """

    outlook = models.ForeignKey(Outlook, on_delete=models.CASCADE, related_name="claims")
    node = models.ForeignKey(OutlookNode, on_delete=models.RESTRICT, related_name="claims")
    key = models.CharField(max_length=KEY)
    order = models.PositiveIntegerField(default=0)
    text = models.TextField(_("claim"))
    modality = models.CharField(_("modality as printed"), max_length=120, blank=True)
    layer = models.CharField(_("whose words"), max_length=11, choices=Layer, default=Layer.NONE)
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    by: models.ManyToManyField[OutlookPerson, models.Model] = models.ManyToManyField(
        OutlookPerson, blank=True, related_name="claims", verbose_name=_("by")
    )
    by_words = models.JSONField(_("by, in words"), default=list, blank=True)
    condition = models.CharField(_("only if"), max_length=300, blank=True)
    supports = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="supported_by"
    )
    evidence = models.JSONField(_("evidence"), default=list, blank=True)
    extra = models.JSONField(default=dict, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(name="outlook_has_a_claim_once", fields=["outlook", "key"]),
            models.CheckConstraint(name="claim_has_words", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Its place on its outlook's page."""
        return f"{self.outlook.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """The `id` of its place on its outlook's page."""
        return f"claim-{self.key}"
