"""Lighthouse's reports become rows; what it needs and lacks is said, not stumbled over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pasquino.cli.bench import lighthouse, lighthouse_program
from pasquino.cli.bench.lighthouse_program import CATEGORIES, Visit, read
from pasquino.cli.bench.rows import Row
from pasquino.cli.report import as_dictionary


def a_visit(performance: float = 99.0, *failed: str) -> Visit:
    """A visit with full scores but for performance."""
    return Visit((performance, 100.0, 100.0, 100.0), 1800.0, 40.0, 0.0, 230_000.0, 12, failed)


def a_report(score: float | None = 0.98, status: int = 200) -> dict[str, Any]:
    """What we read of a report, with the same score in all categories."""
    figures = {
        "largest-contentful-paint": 1812.5,
        "total-blocking-time": 41.0,
        "cumulative-layout-shift": 0.002,
        "total-byte-weight": 230_000,
    }
    asked = [{"url": "/", "statusCode": 200}, {"url": "/style.css", "statusCode": status}]
    audits: dict[str, Any] = {name: {"numericValue": value} for name, value in figures.items()}
    audits["network-requests"] = {"details": {"items": asked}}
    return {"categories": {name: {"score": score} for name in CATEGORIES}, "audits": audits}


@pytest.mark.parametrize(("value", "ok"), [(97.0, False), (98.0, True), (100.0, True)])
def test_a_score_is_to_be_reached_at_least(value: float, ok: bool) -> None:
    assert Row("id", "what", value, "points", 98.0, at_least=True).ok is ok


@pytest.mark.parametrize(("value", "ok"), [(9.0, True), (10.0, True), (11.0, False)])
def test_a_time_is_to_be_reached_at_most(value: float, ok: bool) -> None:
    assert Row("id", "what", value, "ms", 10.0).ok is ok


def test_a_page_is_judged_by_the_median_of_its_runs() -> None:
    visits = [a_visit(99.0), a_visit(60.0), a_visit(98.0)]

    found = {row.id: row for row in lighthouse.rows("front", visits)}

    assert list(found) == [f"lighthouse-front-{category}" for category in CATEGORIES]
    assert found["lighthouse-front-performance"].value == 98.0
    assert found["lighthouse-front-performance"].ok is True
    assert "runs 99, 60, 98; load " in found["lighthouse-front-performance"].note


def test_the_story_page_has_figures_of_its_own() -> None:
    found = {row.id: row for row in lighthouse.rows("story", [a_visit()])}

    assert found["lighthouse-story-bytes"].value == 230.0
    assert found["lighthouse-story-lcp"].unit == "ms"
    assert found["lighthouse-story-requests"].ok is None


def test_what_a_page_asked_for_in_vain_is_noted() -> None:
    visit = read(a_report(status=404))

    assert visit is not None
    assert visit.scores == (98.0, 98.0, 98.0, 98.0)
    assert "not answered: /style.css" in next(lighthouse.rows("front", [visit])).note


def test_a_failed_run_is_no_visit() -> None:
    assert read(a_report(score=None)) is None


def test_outside_of_a_checkout_one_row_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(lighthouse_program, "HOME", tmp_path)

    (row,) = lighthouse.measure()

    assert as_dictionary(row) == {
        "id": "lighthouse", "what": "Lighthouse", "value": 0, "unit": "points", "bar": None,
        "ok": None, "note": "Only in a checkout: an installed Pasquino has no scripts/lighthouse.",
    }  # fmt: skip


def test_without_npm_one_row_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    (row,) = lighthouse.measure()

    assert row.note == "npm is not installed."
    assert row.bar is None
