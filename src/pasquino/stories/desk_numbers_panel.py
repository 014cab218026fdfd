"""A part of a story's form: the figures of the saved draft, and numbers that may be figures."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from wagtail.admin.panels import Panel


class FiguresPanel(Panel):
    """Each figure of the saved draft, and each number in it that is none yet."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "stories/desk/_figures.html"

        def is_shown(self) -> bool:
            """Where a draft with numbers is kept."""
            if not self.instance.pk or not super().is_shown():
                return False
            return bool(self.numbers.marked or self.numbers.proposed)

        @property
        def numbers(self) -> Any:  # desk_numbers.Numbers, whose module reads the model
            """Those of the draft, looked for once."""
            from pasquino.stories import desk_numbers  # noqa: PLC0415 - it reads the model

            if not hasattr(self, "_numbers"):
                self._numbers = desk_numbers.of_draft(self.instance)
            return self._numbers

        def get_context_data(
            self, parent_context: Any = None
        ) -> Any:  # Wagtail's and laces' differ
            """What the template shows."""
            from pasquino.stories import gate_figures  # noqa: PLC0415 - it reads the model

            doubts = gate_figures.doubts(self.instance)
            form = reverse("desk-story-number", args=[self.instance.pk])
            return {
                **super().get_context_data(parent_context),
                "informed": [doubt.said for doubt in doubts if not doubt.stops],
                "marked": [
                    {"row": one.row, "stands": one.stands, "value": one.value,
                     "page": one.row.figure.get_absolute_url()}
                    for one in self.numbers.marked
                ],
                "proposed": [
                    {"before": one.before, "words": one.words, "after": one.after,
                     "known": one.known, "place": one.place,
                     "address": f"{form}?{urlencode({'at': _value(one.place)})}"}
                    for one in self.numbers.proposed
                ],
            }  # fmt: skip


def _value(place: tuple[str, str, int]) -> str:
    """As `desk_numbers.place_from` reads it."""
    block, words, occurrence = place
    return f"{block} {occurrence} {words}"
