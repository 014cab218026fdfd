"""The words of an outlook's tree are whole and apart from each other, as Chromium draws them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from pasquino.magazine.assets import joined
from pasquino.outlooks.tree import Leaf, Twig, Words, tree

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.once]

FAULTS = """() => {
  const faults = [];
  const svg = document.querySelector("svg");
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
  return faults;
}"""


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "Most of the households behind the wall will have moved by the end of the decade"),
        ("de", "DONAUDAMPFSCHIFFFAHRTSGESELLSCHAFTSKAPITÄNE WANDERN MIT WÄRME AB"),
        ("ar", "سيغادر معظم السكان خلف الجدار قبل نهاية العقد كما يقول المهندسون في المدينة"),
        ("ja", "壁の向こうの住民の大半は十年以内に町を出るだろうと技術者たちは言っている"),
    ],
)
def test_no_word_of_a_tree_is_cut_or_covered(chromium: Browser, language: str, label: str) -> None:
    leaves = [Leaf(label), Leaf(label, "withdrawn by its author"), Leaf("short", "open")]
    inner = [Twig(label, leaves), Twig("short", leaves[:1])]
    is_leftwards = language == "ar"
    drawn = tree(label, [Twig(label, leaves, inner), Twig("short")], Words("T", "A", is_leftwards))
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.set_content(
        f'<html lang="{language}" dir="{"rtl" if is_leftwards else "ltr"}">'
        f"<style>{joined('pasquino.css')}</style>"
        f'<body class="page"><main class="page__content">'
        f'<div class="outlook__drawing">{drawn}</div></main>'
    )

    assert page.evaluate(FAULTS) == []
    page.close()
