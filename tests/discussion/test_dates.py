from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from pasquino.discussion.dates import posted_words

pytestmark = pytest.mark.once

NEW_YORK = ZoneInfo("America/New_York")
FIRST_COMMENT = datetime(2017, 3, 9, 4, 59, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_the_seed_page_s_date_is_printed_as_it_was() -> None:
    assert posted_words(FIRST_COMMENT, NEW_YORK) == "Wed Mar 08, 2017 at 11:59:08 PM EST"


def test_a_reader_may_have_24_hours() -> None:
    assert posted_words(FIRST_COMMENT, NEW_YORK, "24") == "Wed 8 Mar 2017, 23:59 EST"


@pytest.mark.parametrize(("hour", "words"), [(5, "12:03:51 AM"), (17, "12:03:51 PM")])
def test_midnight_and_noon_are_twelve(hour: int, words: str) -> None:
    moment = datetime(2017, 3, 9, hour, 3, 51, tzinfo=UTC)

    assert words in posted_words(moment, NEW_YORK)


def test_the_zone_s_name_follows_summer_time() -> None:
    before, after = (datetime(2017, 3, 12, hour, 59, tzinfo=UTC) for hour in (6, 7))

    assert posted_words(before, NEW_YORK).endswith("01:59:00 AM EST")
    assert posted_words(after, NEW_YORK).endswith("03:59:00 AM EDT")


def test_a_zone_without_letters_is_named_by_its_distance() -> None:
    words = posted_words(FIRST_COMMENT, ZoneInfo("America/Sao_Paulo"), "24")

    assert words == "Thu 9 Mar 2017, 01:59 UTC-03"


def test_the_names_of_days_and_months_follow_the_language() -> None:
    with translation.override("de"):
        german = posted_words(FIRST_COMMENT, NEW_YORK, "24")

    assert german != posted_words(FIRST_COMMENT, NEW_YORK, "24")
    assert german.startswith("Mi")


def test_the_same_day_in_another_zone_is_another_date() -> None:
    assert posted_words(FIRST_COMMENT, ZoneInfo("Europe/Paris")).startswith("Thu Mar 09, 2017")


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        posted_words(FIRST_COMMENT.replace(tzinfo=None), NEW_YORK)
