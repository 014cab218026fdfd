"""How the desk arranges a story: its text first, then what is added after publication."""

from __future__ import annotations

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from pasquino.stories.desk_form import StoryForm
from pasquino.stories.desk_numbers_panel import FiguresPanel
from pasquino.stories.desk_quotations_panels import GatePanel, QuotationsPanel

STORY = [
    GatePanel(heading=_("Before this is published")),
    FieldPanel("title", classname="title", heading=_("Headline"), help_text=_(
        "What happened, in one line. Readers see it everywhere the story is listed."
    )),
    FieldPanel("standfirst"),
    FieldRowPanel([FieldPanel("section"), FieldPanel("topics", widget=CheckboxSelectMultiple)]),
    InlinePanel(
        "bylines",
        [FieldRowPanel([FieldPanel("writer"), FieldPanel("role")])],
        heading=_("Bylines"),
        label=_("byline"),
        help_text=_("The people over the story, in the order readers see them."),
    ),
    MultiFieldPanel(
        [
            FieldPanel("lead_picture"),
            FieldPanel("lead_alt", help_text=_("Say in words what the picture shows.")),
            FieldRowPanel([FieldPanel("lead_caption"), FieldPanel("lead_credit")]),
        ],
        heading=_("Lead picture"),
    ),
    FieldPanel("body"),
    QuotationsPanel(heading=_("Quotations")),
    FiguresPanel(heading=_("Figures")),
    FieldPanel("edition_note", heading=_("What changed")),
]  # fmt: skip

AFTERWARDS = [
    HelpPanel(
        _(
            "A correction says openly that something was wrong. It stands under the story and on "
            "the page of all corrections; what was published is added to, never taken back. "
            "Correct the text itself too, on the first tab."
        )
    ),
    InlinePanel("corrections", heading=_("Corrections"), label=_("correction")),
]

ADDRESS = [
    MultiFieldPanel(
        [FieldPanel("address"), FieldPanel("language")], heading=_("Address, language")
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("before_title"), FieldPanel("after_title")])],
        heading=_("Neighbours of an imported story"),
        classname="collapsed",
    ),
    PublishingPanel(),
    CommentPanel(),
]

STORY_TABS = TabbedInterface(
    [
        ObjectList(STORY, heading=_("Story")),
        ObjectList(AFTERWARDS, heading=_("Corrections")),
        ObjectList(ADDRESS, heading=_("Address and language")),
    ],
    base_form_class=StoryForm,
)
