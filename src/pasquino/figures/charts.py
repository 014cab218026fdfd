"""Charts of figures: bars, dated dots and a share strip, each as SVG with the same table below.

Plain dataclasses in, HTML out; no database, no script. A chart is as wide as its page allows and
its letters keep their size. Where the words of a number leave something open, its end is hatched.
What a chart cannot draw ("the latest count") stands in it as words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from pasquino.figures import chart_bars, chart_dots
from pasquino.figures.chart_bars import Bars
from pasquino.figures.chart_counts import Count, Line

__all__ = ["Count", "Line", "bars", "dots", "share"]

_SAMPLES = {
    "ltr": {"start": "0", "end": "2.2em", "dot": "1.1em", "text": "2.8em"},
    "rtl": {"start": "-2.2em", "end": "0", "dot": "-1.1em", "text": "-2.8em"},
}
SHOWN = 12  # rows of a table; a longer one stands behind a line that opens it


def bars(counts: Sequence[Count], *, title: str, note: str = "") -> SafeString:
    """Numbers of one unit beside each other, from zero.

    Where units differ, those of the first are drawn and the others stand as words. Nothing comes
    of no counts.
    """
    if not counts:
        return SafeString("")
    drawn = chart_bars.bars(counts, right_to_left=get_language_bidi())
    about = _("Bars from zero, one for each number. The table below says the same.")
    given = {"chart": drawn, "about": about, "has_open_ends": _has_open_ends(drawn)}
    return _figure("bars", [Line(label="", counts=counts)], title, note, given)


def dots(lines: Sequence[Line], *, title: str, note: str = "") -> SafeString:
    """Counts over time: only dated ones of the same line are joined, undated ones stand apart."""
    if not any(line.counts for line in lines):
        return SafeString("")
    drawn = chart_dots.dots(lines, right_to_left=get_language_bidi())
    about = [_("Dots by date, joined where they count the same. The table below says the same.")]
    if drawn.starts_at:
        about.append(_("The scale begins at {number}.").format(number=drawn.starts_at))
    given = {
        "chart": drawn,
        "about": " ".join(about),
        "sample": _SAMPLES["rtl" if get_language_bidi() else "ltr"],
        "has_ranges": any(line.ranges for line in drawn.lines),
    }
    return _figure("dots", lines, title, note, given)


def share(
    part: Count, *, title: str, of: str = "", rest: Count | None = None, note: str = ""
) -> SafeString:
    """A part of a hundred percent; `of` says of what, `rest` what is said of the remainder.

    A rest that we worked out is marked as `is_ours` and labelled so.
    """
    drawn = chart_bars.share(part, right_to_left=get_language_bidi())
    about = _("A strip of a hundred percent with its part. The table below says the same.")
    given = {
        "chart": drawn,
        "about": about,
        "has_open_ends": _has_open_ends(drawn),
        "of": of,
        "rest": rest,
    }
    counts = [part, *([rest] if rest else [])]
    return _figure("share", [Line(label="", counts=counts)], title, note, given)


def _figure(
    kind: str,
    lines: Sequence[Line],
    title: str,
    note: str,
    given: Mapping[str, object],
) -> SafeString:
    every = [count for line in lines for count in line.counts]
    context = {
        **given,
        "title": title,
        "note": note,
        "lines": [line for line in lines if line.counts],
        "has_lines": len(lines) > 1 or any(line.label for line in lines),
        **_columns(every, has_dates=kind == "dots"),
        "rows": len(every) if len(every) > SHOWN else 0,
        "language": get_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "origin": "100%" if get_language_bidi() else "0",
    }
    return SafeString(render_to_string(f"figures/charts/{kind}.html", context).strip())


def _columns(counts: Sequence[Count], *, has_dates: bool) -> dict[str, object]:
    """Which columns the table has, and how many; and who counted if that is one for all."""
    found = {
        "has_labels": any(count.label for count in counts),
        "has_dates": has_dates or any(count.as_of for count in counts),
        "has_sources": len({count.source for count in counts}) > 1,
    }
    counted_by = "" if found["has_sources"] else counts[0].source
    return {**found, "columns": 1 + sum(found.values()), "counted_by": counted_by}


def _has_open_ends(drawn: Bars) -> bool:
    return any(row.hatched for row in drawn.rows)
