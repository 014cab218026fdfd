"""What Lighthouse says of public pages, as a middling phone with slow 4G would meet them."""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from pasquino.cli.bench import lighthouse_program as program
from pasquino.cli.bench.lighthouse_program import CATEGORIES, Visit
from pasquino.cli.bench.magazine import Running, running
from pasquino.cli.bench.rows import Row

STORY = "/2026/11/wall-with-a-gap/"
PAGES = {
    "front": "/",
    "story": STORY,
    "section": "/section/budget/",
    "comment": f"{STORY}comments/21/",
    "discussion": f"{STORY}?page=2",
}
RUNS = 3
BAR = 98.0  # points, of 100

# Of the story's page, beside its scores: what, unit, and where a visit has it.
STORY_FIGURES: dict[str, tuple[str, str, Callable[[Visit], float]]] = {
    "lcp": ("largest contentful paint", "ms", lambda visit: visit.largest_paint),
    "tbt": ("total blocking time", "ms", lambda visit: visit.blocking_time),
    "cls": ("cumulative layout shift", "", lambda visit: visit.layout_shift),
    "bytes": ("bytes transferred", "KB", lambda visit: visit.transferred / 1000),
    "requests": ("requests", "", lambda visit: visit.requests),
}


def measure() -> Iterator[Row]:
    """Four scores of each page, and the story page's own figures; medians of three runs."""
    missing = program.missing() or program.install()
    if missing:
        yield Row("lighthouse", "Lighthouse", 0, "points", note=missing)
        return
    with tempfile.TemporaryDirectory(prefix="pasquino-bench-") as folder:
        with running(Path(folder) / "data", "--demo"):
            pass  # the first run loads the demo; the second is what readers meet
        with running(Path(folder) / "data") as magazine:
            for name, path in PAGES.items():
                yield from rows(name, _visits(magazine, path, Path(folder)))


def rows(name: str, visits: list[Visit]) -> Iterator[Row]:
    """What the visits to one page tell."""
    note = _note(visits)
    for number, category in enumerate(CATEGORIES):
        scores = [visit.scores[number] for visit in visits]
        each = ", ".join(f"{score:.0f}" for score in scores)
        what, said = f"{name} page, {category}", f"runs {each}; {note}"
        score = statistics.median(scores)
        yield Row(f"lighthouse-{name}-{category}", what, score, "points", BAR, said, at_least=True)
    if name == "story":
        for key, (what, unit, figure) in STORY_FIGURES.items():
            value = round(statistics.median(map(figure, visits)), 3)
            yield Row(f"lighthouse-story-{key}", f"story page, {what}", value, unit, note=note)


def _visits(magazine: Running, path: str, scratch: Path) -> list[Visit]:
    address = f"http://localhost:{magazine.port}{path}"
    return [program.visit(address, scratch) for _ in range(RUNS)]


def _note(visits: list[Visit]) -> str:
    """What to know before trusting the figures: a busy machine makes a page look slow."""
    said = [f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"]
    failed = sorted({address for visit in visits for address in visit.failed})
    if failed:
        said.append(f"not answered: {', '.join(failed)}")
    repeated = sum(visit.repeated for visit in visits)
    if repeated:
        said.append(f"runs failed and repeated: {repeated}")
    return "; ".join(said)
