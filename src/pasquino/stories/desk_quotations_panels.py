"""Two parts of a story's form: doubts that wait for an answer, and all quotations as checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.panels import Panel


class GatePanel(Panel):
    """The doubts that stopped a publication, each with the field that answers it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "stories/desk/_gate.html"

        def is_shown(self) -> bool:
            """After a publication was stopped."""
            return bool(getattr(self.form, "passage", None)) and super().is_shown()

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Any:
            """The doubts with what was typed."""
            context = super().get_context_data(parent_context)
            return {**context, "quotations": self.form.passage.by_quotation}


class QuotationsPanel(Panel):
    """Each quotation of the saved draft with its verdict and what can be done about it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "stories/desk/_quotations.html"

        def is_shown(self) -> bool:
            """Where a draft with quotations is kept."""
            body = self.instance.body if self.instance.pk else []
            has_any = any(block.block_type == "quotation" for block in body)
            return has_any and super().is_shown()

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Any:
            """Each of them, judged now; stopped publications have judged them already."""
            from pasquino.stories import desk_finding, desk_quotations, gate_words  # noqa: PLC0415 - they read
            from pasquino.stories.desk_quotations_views import TYPED, vouching  # noqa: PLC0415 - the model

            passage = getattr(self.form, "passage", None)
            shown = passage.shown if passage else desk_quotations.of_draft(self.instance)
            language = desk_quotations.language_of(self.instance)
            context = super().get_context_data(parent_context)
            return {
                **context,
                "quotations": desk_finding.with_offers(shown, language),
                "informed": gate_words.informing(desk_quotations.doubts(shown), shown),
                "may_vouch": self.instance.permissions_for_user(self.request.user).can_publish(),
                "typed": self.request.session.pop(TYPED, None),
                **vouching(self.request),
            }
