"""A chart's texts are whole and apart from each other on every width, as Chromium draws them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation
from playwright.sync_api import Browser

from pasquino.figures import charts
from pasquino.figures.charts import Count, Line
from pasquino.magazine.assets import joined
from tests.figures.drawing import count, six

LONG = "households in the Donaudampfschifffahrtsgesellschaftskapitänswitwenheim and beyond " * 3
FAULTS = """() => {
  const faults = [];
  if (document.documentElement.scrollWidth > innerWidth) faults.push("the page scrolls sideways");
  for (const svg of document.querySelectorAll("figure > svg")) {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")]
      .map((one) => [one.textContent, one.getBoundingClientRect()]);
    texts.forEach(([words, box], at) => {
      if (box.left < frame.left - 1 || box.right > frame.right + 1) faults.push(`cut: ${words}`);
      for (const [others, other] of texts.slice(at + 1))
        if (box.left < other.right - 1 && other.left < box.right - 1
            && box.top < other.bottom - 3 && other.top < box.bottom - 3)
          faults.push(`${words} / ${others}`);
    });
  }
  return faults;
}"""


def awkward() -> Iterator[str]:
    """Charts of numbers that make it hard."""
    yield charts.bars([*six(), count("9", "exactly", 9, label=LONG)], title=LONG)
    yield charts.bars([count(str(10**14), "exactly", 10**14, label="水位" * 40)], title="T")
    years = [count(f"about {n}", "about", n, as_of=f"{1900 + n}") for n in range(0, 120, 3)]
    undated = [count("more than 1,500 houses", "more_than", 1500), count("2", "exactly", 2)]
    lines = [Line(label=LONG, counts=years), Line(label="Two", counts=undated)]
    yield charts.dots(lines, title="T")
    yield charts.dots([Line(label="", counts=huge())], title="T")


def huge() -> list[Count]:
    """Numbers far apart, a day after each other."""
    amounts = (-5 * 10**11, 0, 3 * 10**14)
    return [
        count(f"{amount:,}", "exactly", amount, as_of=f"2017-03-0{place + 1}")
        for place, amount in enumerate(amounts)
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_text_of_a_chart_is_cut_or_covered(chromium: Browser, language: str) -> None:
    with translation.override(language):
        direction = "rtl" if translation.get_language_bidi() else "ltr"
        figures = "".join(awkward())
    page = chromium.new_page()
    page.set_content(
        f'<html lang="{language}" dir="{direction}"><style>{joined("pasquino.css")}</style>'
        f'<body class="page"><main class="page__content">{figures}</main>'
    )

    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(FAULTS) == [], width
    page.close()
