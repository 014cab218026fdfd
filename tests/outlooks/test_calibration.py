"""Brier score and calibration by tenths, on numbers worked out by hand."""

from __future__ import annotations

import pytest

from pasquino.outlooks.calibration import Stated, calibration

pytestmark = pytest.mark.once  # no database


def test_without_anything_said_there_is_no_calibration() -> None:
    assert calibration([]) is None


@pytest.mark.parametrize(
    ("percent", "came_true", "brier"), [(100, True, 0), (100, False, 1), (50, True, 0.25)]
)
def test_the_brier_score_is_the_squared_distance(
    percent: int, came_true: bool, brier: float
) -> None:
    found = calibration([Stated(percent, came_true=came_true)])

    assert found is not None
    assert found.brier == pytest.approx(brier)


def test_probabilities_are_put_together_by_tenths() -> None:
    said = [(0, False), (9, True), (10, False), (90, True), (100, True), (100, False)]

    found = calibration(Stated(percent, came_true=came) for percent, came in said)

    assert found is not None
    assert [(one.low, one.high, one.count, one.came_true) for one in found.tenths] == [
        (0, 9, 2, 1),
        (10, 19, 1, 0),
        (90, 100, 3, 2),
    ]
    assert found.tenths[0].stated == 4.5
    assert found.tenths[0].percent_true == 50
