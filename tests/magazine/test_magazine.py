"""The magazine's own language and zone: what may be set, and what pages do with a wrong row."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from pasquino.funding.models import ContributePage
from pasquino.magazine.models import Magazine, known_language
from tests import make


@pytest.mark.parametrize("tag", ["en", "pt-br", "pt-BR", "zh-Hant-TW", "de-CH-1996", "nds"])
def test_language_tags_are_taken(tag: str) -> None:
    known_language(tag)


@pytest.mark.parametrize(
    "tag", ["English", "<script>", "..", "", "e", "en_GB", "en-", "-en", "en--GB", "en\n", "ån"]
)
def test_other_words_for_a_language_are_refused_in_a_sentence(tag: str) -> None:
    with pytest.raises(ValidationError, match=r"Write it like en, fr or pt-BR\.") as refused:
        known_language(tag)

    assert repr(tag)[1:-1] in repr(refused.value.messages[0])


def test_the_magazine_checks_its_language() -> None:
    with pytest.raises(ValidationError) as refused:
        Magazine(language="English").clean_fields()

    assert list(refused.value.message_dict) == ["language"]


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "Europe", ""])
def test_pages_keep_utc_while_the_zone_is_not_known(client, zone: str) -> None:
    public = make.story()
    make.magazine(zone=zone)

    answers = [client.get(page) for page in ("/", public.get_absolute_url(), "/contribute/")]

    assert [answer.status_code for answer in answers] == [200] * 3
    assert str(Magazine(zone=zone).zone_info) == "UTC"


@pytest.mark.django_db
def test_the_contribute_page_prints_only_what_its_editor_can_make(client) -> None:
    kept = '<h2>Help</h2><p>Write <b>now</b> to <a href="mailto:a@b.example"'
    ContributePage.objects.create(
        text=f"{kept}>us</a>.</p><script>alert(1)</script><img src=x onerror=alert(2)>"
        '<p onclick="alert(3)"><a href="javascript:alert(4)">there</a></p>'
    )

    page = client.get("/contribute/").content.decode()

    assert kept in page
    assert "alert(" not in page
