"""The blocks a story is made of at the desk; what they become for readers is in `rendering.py`."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from pasquino.sources.models import Work
from pasquino.stories import inset_refusals

INLINE = ["bold", "italic", "link"]


class CheckBlock(blocks.StaticBlock):
    """Where the desk's script says what the check found; holds nothing itself."""

    def get_admin_text(self) -> SafeString:
        """The element of `desk-quotation.js`, with the addresses it asks."""
        return format_html(
            '<desk-quotation data-check="{}" data-vouch="{}" data-look-up="{}"></desk-quotation>',
            reverse("desk-quotations-check"),
            reverse("desk-quotations-vouch"),
            _look_up(),
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As Wagtail's own block, so that no migration knows this class."""
        return ("wagtail.blocks.StaticBlock", [], {"label": self.label})


def _look_up() -> str:
    """Where an address becomes a known source; empty in a magazine without that room's pages."""
    with suppress(NoReverseMatch):
        return reverse("desk-source-look-up")
    return ""


class QuotationBlock(blocks.StructBlock):
    """Somebody's words, and where they are from: exactly, or said in the writer's own words."""

    words = blocks.TextBlock(
        label=_("Words"),
        help_text=_("The exact words, without quotation marks; a blank line starts a paragraph."),
    )
    link = blocks.URLBlock(
        label=_("Link"),
        required=False,
        max_length=2000,
        help_text=_("The page they are from. A copy of it is kept, and the words are checked."),
    )
    check = CheckBlock(label=_("Check"))
    speaker = blocks.CharBlock(label=_("Speaker"), required=False, max_length=200)
    via = blocks.CharBlock(
        label=_("Quoted there from"),
        required=False,
        max_length=200,
        help_text=_("Where the source has the words from, if they are not its own."),
    )
    kind = blocks.ChoiceBlock(
        choices=[
            ("", _("Quotation: the exact words")),
            ("paraphrase", _("Paraphrase: what was said, in other words")),
        ],
        default="",
        required=False,
        label=_("Kind"),
    )
    work = blocks.CharBlock(label=_("Work"), required=False, max_length=300)
    publisher = blocks.CharBlock(label=_("Published by"), required=False, max_length=200)
    source = blocks.IntegerBlock(
        label=_("Source number"),
        required=False,
        min_value=1,
        help_text=_("Of a source the magazine knows already; it goes before link and work."),
    )

    def clean(self, value: Any) -> Any:  # Wagtail's block values are untyped
        """Refuse a number that no source has."""
        cleaned = super().clean(value)
        number = cleaned.get("source")
        if number and not Work.objects.filter(pk=number).exists():
            refusal = ValidationError(_("No source has this number; look it up under Sources."))
            raise StructBlockValidationError(block_errors={"source": refusal})
        return cleaned

    class Meta:
        icon = "openquote"
        label = _("Quotation")


class ListItemsBlock(blocks.StructBlock):
    """A list, with bullets or numbers."""

    items = blocks.ListBlock(
        blocks.RichTextBlock(features=INLINE, label=_("Item")), label=_("Items")
    )
    ordered = blocks.BooleanBlock(label=_("Numbered"), required=False)

    class Meta:
        icon = "list-ul"
        label = _("List")


class PictureBlock(blocks.StructBlock):
    """A picture with words for those who cannot see it."""

    picture = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("Alternative text"), max_length=300, help_text=_("Say in words what it shows.")
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)
    credit = blocks.CharBlock(label=_("Credit"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Picture")


class OpinionBlock(blocks.StructBlock):
    """The writer's own view, set apart from what was reported."""

    label = blocks.CharBlock(label=_("Label"), default=_("My interpretation"), max_length=80)
    text = blocks.RichTextBlock(features=INLINE, label=_("Text"))

    class Meta:
        icon = "comment"
        label = _("Opinion")


class UpdateBlock(blocks.StructBlock):
    """What was added later, with its date."""

    at = blocks.DateTimeBlock(label=_("When"), required=False, default=timezone.now)
    text = blocks.RichTextBlock(features=INLINE, label=_("Text"))

    class Meta:
        icon = "history"
        label = _("Update")


class LinkCardBlock(blocks.StructBlock):
    """A page elsewhere worth reading; shown from these words, nothing is fetched."""

    url = blocks.URLBlock(label=_("Address"), max_length=2000)
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = blocks.TextBlock(label=_("Why to read it"), required=False, max_length=600)
    publisher = blocks.CharBlock(label=_("Published by"), required=False, max_length=200)

    def clean(self, value: Any) -> Any:  # Wagtail's block values are untyped
        """Refuse an address that is not a web page's."""
        cleaned = super().clean(value)
        if not cleaned["url"].startswith(("https://", "http://")):
            raise ValidationError(_("A link card leads to an http or https address."))
        return cleaned

    class Meta:
        icon = "link"
        label = _("Link card")


class FiguresBlock(blocks.StructBlock):
    """Figures drawn together, or a whole series; a table with the same stands below."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    figures = blocks.ListBlock(
        blocks.IntegerBlock(label=_("Number of the figure"), min_value=1),
        label=_("Figures"),
        default=[],
        required=False,
        help_text=_("Their numbers, as the list of figures gives them, in the order to be shown."),
    )
    series = blocks.IntegerBlock(
        label=_("Series"),
        required=False,
        min_value=1,
        help_text=_("The number of a series, in place of single figures."),
    )
    shown = blocks.ChoiceBlock(
        choices=[
            ("bars", _("Bars")),
            ("dots", _("Dots by date")),
            ("share", _("A share of a whole")),
            ("table", _("Only the table")),
        ],
        default="bars",
        label=_("Shown as"),
    )

    def clean(self, value: Any) -> Any:  # Wagtail's block values are untyped
        """Refuse numbers that no figure or series has, and a share that is none."""
        cleaned = super().clean(value)
        refusal = inset_refusals.of_figures(
            list(cleaned.get("figures") or []), cleaned.get("series"), cleaned.get("shown") or ""
        )
        if refusal:
            field, sentence = refusal
            raise StructBlockValidationError(block_errors={field: ValidationError(sentence)})
        return cleaned

    class Meta:
        icon = "table"
        label = _("Figures")


class OutlookBlock(blocks.StructBlock):
    """What analysts expect: the outlook as a list, a tree and its claims as they stand."""

    outlook = blocks.IntegerBlock(
        label=_("Number of the outlook"),
        min_value=1,
        help_text=_("As the list of outlooks gives it."),
    )

    def clean(self, value: Any) -> Any:  # Wagtail's block values are untyped
        """Refuse a number that no outlook has."""
        cleaned = super().clean(value)
        number = cleaned["outlook"]  # a draft may be kept without it
        if number and (sentence := inset_refusals.of_outlook(number)):
            raise StructBlockValidationError(block_errors={"outlook": ValidationError(sentence)})
        return cleaned

    class Meta:
        icon = "list-ul"
        label = _("Outlook")


class ClaimBlock(blocks.StructBlock):
    """A claim of an outlook that this story comes back to, and what became of it."""

    claim = blocks.IntegerBlock(
        label=_("Number of the claim"),
        min_value=1,
        help_text=_("As the page of its outlook at the desk gives it."),
    )
    why = blocks.CharBlock(
        label=_("Why it is cited now"), required=False, max_length=300,
    )  # fmt: skip
    assessment = blocks.IntegerBlock(
        label=_("Number of the assessment"),
        required=False,
        min_value=1,
        help_text=_("The assessment of this claim that this story carries, if it carries one."),
    )

    def clean(self, value: Any) -> Any:  # Wagtail's block values are untyped
        """Refuse numbers that are nothing, and an assessment of another claim."""
        cleaned = super().clean(value)
        number = cleaned["claim"]  # a draft may be kept without it
        refusal = number and inset_refusals.of_claim(number, cleaned.get("assessment"))
        if refusal:
            field, sentence = refusal
            raise StructBlockValidationError(block_errors={field: ValidationError(sentence)})
        return cleaned

    class Meta:
        icon = "help"
        label = _("Claim")


STORY_BLOCKS: list[tuple[str, blocks.Block]] = [
    ("text", blocks.RichTextBlock(features=INLINE, label=_("Text"), icon="pilcrow")),
    ("heading", blocks.CharBlock(label=_("Heading"), max_length=150, icon="title")),
    ("list", ListItemsBlock()),
    ("image", PictureBlock()),
    ("quotation", QuotationBlock()),
    ("opinion", OpinionBlock()),
    ("update", UpdateBlock()),
    ("link", LinkCardBlock()),
    ("figures", FiguresBlock()),
    ("outlook", OutlookBlock()),
    ("claim", ClaimBlock()),
]
