"""Publishing writes down what a story cites, whatever stands in its fields."""

from __future__ import annotations

import pytest

from pasquino.quotations import drift, records
from pasquino.quotations.models import Quotation, QuoteCheck
from pasquino.sources.models import Work
from tests import make

pytestmark = pytest.mark.django_db

LONG = "A name that goes on and on, " * 30


@pytest.mark.parametrize("field", ["speaker", "work", "publisher"])
def test_what_is_too_long_for_a_name_is_printed_and_names_nobody(field: str) -> None:
    source = {"work": "On Weirs", "speaker": "Ada Quill", field: LONG}

    story = make.story(blocks=[make.quotation("The weir holds.", **source)]).story

    cited = story.story_quotations.get().quotation
    assert story.public.edition.quotations[0][field] == LONG
    assert (cited.speaker is None) == (field == "speaker")
    assert (cited.work is None) == (field != "speaker")


def test_the_same_quotation_keeps_its_record_in_the_next_edition() -> None:
    public = make.story(blocks=[make.quotation("The weir holds.", work="On Weirs")])
    before = public.story.story_quotations.get().quotation

    make.story(again=public.story, blocks=[make.quotation("The weir holds.", work="On Weirs")])

    assert public.story.story_quotations.get().quotation == before


def test_what_no_edition_prints_any_more_is_neither_checked_nor_counted() -> None:
    link = "https://example.org/weir"
    public = make.story(blocks=[make.quotation("The weir holds.", link=link, speaker="Ada Quill")])
    old = Quotation.objects.get()
    work = Work.objects.get()
    QuoteCheck.objects.filter(quotation=old).update(drift="reworded")
    assert list(drift.in_words([work.pk])) == [work.pk]

    blocks = [make.quotation("The weir holds, still.", link=link, speaker="Ada Quill")]
    make.story(again=public.story, blocks=blocks)

    assert Quotation.objects.count() == 2
    assert records.check_work_again(work) == 1
    assert drift.in_words([work.pk]) == {}
