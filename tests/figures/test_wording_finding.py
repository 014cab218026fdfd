"""Which numbers of a text an editor is asked about, and which never."""

from __future__ import annotations

import json

import pytest

from pasquino.figures.wording import find, parse
from tests.fixtures import fixture

pytestmark = pytest.mark.once  # no database

PROPOSED = [
    ("en", "The quay took [689] barges, [1,302 workers] and [more than 1,500 passengers]."),
    ("en", "Rents rose by [5.7 percent], [at least 30 to 35 per cent] of it in spring."),
    ("en", "A loan of [$1.2bn], then [£3m], and [up to a $250,000] fine."),
    ("en", "A deal worth [$3 billion] and the state's [$2 billion] reserve."),
    ("en", "It fell from [500] to [450 voters], [one in five] of them new."),
    ("en", "[Hundreds] came, [potentially thousands of people], for [a few hundred] seats."),
    ("en", "They stayed [longer than 90 days]; [70-odd people] left."),
    ("en", "We print the [latest count] on the last page."),
    ("en", "[Between 3 and 4 million] eels, [70%–80%] of them young."),
    ("fr", "[Presque 7 200 habitants], dont [70 %] au nord et [une centaine d'élèves]."),
    ("fr", "[Entre 3 et 4 millions de personnes], [quelques centaines] ici, [3,5 M€] là."),
    ("de", "[Fast 7.200 Einwohner], davon [rund 70 Prozent] im Norden."),
    ("de", "Es kostet [1,2 Mrd. Euro], [zwischen 3 und 4 Mio. Euro] im Jahr."),
    ("de", "[Mehrere Hundert] kamen, [zweihundertfünfzig Menschen] blieben."),
    ("es", "[Casi 7.200 habitantes], [más de 1.500 personas] y [unos cientos] más."),
    ("es", "Cuesta [1.200 millones de euros], un [70 por ciento] menos."),
]


@pytest.mark.parametrize(("language", "marked"), PROPOSED)
def test_figures_are_found_with_their_qualifiers_and_units(language: str, marked: str) -> None:
    text = marked.replace("[", "").replace("]", "")

    found = [(each.start, each.end) for each in find(text, language)]

    for start, end in reversed(found):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    assert text == marked


NOT_PROPOSED = [
    ("en", "It opened in 2017, on 7 March 2017, March 7, 2017, until at least 2021, about 1850."),
    ("en", "Between 2010 and 2016, from 2016-12-09 to 12/09/2016, 2015-16, since 1999."),
    ("en", "Call 555-123-4567, (555) 123-4567, 555 1234, +49 30 901820 or 06 12 34 56 78."),
    ("en", "At 11:59, at 5 p.m., at 10am, by 17.30.15 at the latest."),
    ("en", "Version 1.2.3, section 230, Article 50, page 300, No. 500, Chapter 11, § 812."),
    ("en", "See https://example.org/20%25/1,302?x=500, 500@example.org or www.example.org/5."),
    ("en", "One of them, the 20th, two men, a 25-year-old, his 3 books, a 4-1 win, 5 to 4."),
    ("en", "An F-16, the B52, G20, Boeing 737, iPhone 11 Pro users, a 16-inch screen, 5500M, 4K."),
    ("en", "It was −500 degrees, then -300."),
    ("en", "No more than words: more than once, almost nobody, about time, over and out."),
    ("en", "A number of 1234567890123456 things, and 0.12345678; \N{ARABIC-INDIC DIGIT TWO}"
           "\N{ARABIC-INDIC DIGIT FIVE}\N{ARABIC-INDIC DIGIT ZERO}."),
    ("fr", "Le 14 juillet 2016, l'article 49, la page 300, le 06 12 34 56 78, en 2017, le 1er."),
    ("de", "Am 7. März 2017, in § 218, Seite 300, seit 1999, um 11.30 Uhr, die 3. Auflage."),
    ("es", "El 7 de marzo de 2017, el artículo 155, la página 300, en 1936, a las 11:30, el 3.º."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), NOT_PROPOSED)
def test_what_counts_nothing_is_not_proposed(language: str, text: str) -> None:
    assert find(text, language) == []


@pytest.mark.parametrize(
    ("words", "language", "amount"),
    [
        ("1.302", "en", "1.302"), ("1.302", "de", "1302"), ("1.302", "es", "1302"),
        ("1,302", "en", "1302"), ("1,302", "de", "1.302"), ("1,302", "es-MX", "1302"),
        ("1 302", "fr", "1302"), ("1\N{NO-BREAK SPACE}302", "fr", "1302"),
        ("1\N{NARROW NO-BREAK SPACE}302", "fr", "1302"), ("1\N{THIN SPACE}302", "en", "1302"),
        ("1’302", "de-CH", "1302"), ("1'302", "fr-CH", "1302"), ("1.5", "de-CH", "1.5"),
        ("12,34,567", "en", "1234567"), ("quatre-vingt-dix-sept", "fr", "97"),
        ("soixante et onze", "fr", "71"), ("deux cent mille", "fr", "200000"),
        ("dreihundertfünfundzwanzigtausendundeins", "de", "325001"),
        ("dreißig", "de", "30"), ("tres mil millones", "es", "3000000000"),
        ("treinta y cinco mil", "es", "35000"), ("two million three hundred thousand and one",
        "en", "2300001"), ("three dozen", "en", "36"), ("half a million", "en", "500000"),
    ],
)  # fmt: skip
def test_digits_and_words_are_read_as_their_language_writes(
    words: str, language: str, amount: str
) -> None:
    stated = parse(words, language)

    assert stated is not None
    assert str(stated.amount) == amount


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("no number here", "en"), ("", "en"), ("1234567890123456", "en"), ("0.1234567", "en"),
        ("9000 trillion", "en"), ("1.302", "it"), ("1,302", "pt"), ("\u0662\u0665\u0660", "ar"),
        ("12.3.2017", "de"), ("1,30,2", "en"), ("-5", "en"),
    ],
)  # fmt: skip
def test_what_is_unclear_or_too_long_is_not_read(words: str, language: str) -> None:
    stated = parse(words, language)

    assert stated is None or stated.amount == 9000  # "9000 trillion" keeps what fits


HOSTILE = [
    "1", "1,234,", ",", "a", "ab ", "1 ", "111 ", "3 to ", "3-", "3 - ", "million ",
    "two hundred ",
    "about ", "between 3 and ", "$", "A$", "\n ", "a.", "a-", "www.", "a\u0301", "3 U.S. ",
    "twenty and ", "if, in fact, ", "quatre-vingt-", "mil ", "zwei", "tausend", "latest count ",
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr", "de", "es"])
def test_long_hostile_texts_are_read_to_their_end(language: str) -> None:
    for piece in HOSTILE:
        text = piece * (4_000 // len(piece)) + "\n\nabout 2,300 1.234.567"
        assert all(0 <= each.start < each.end <= len(text) for each in find(text, language))


def test_what_is_found_in_newspaper_pages_is_read_again_the_same() -> None:
    articles = json.loads(fixture("fixtures/articles/ground-truth.json").read_text())
    found = [
        (article["articleBody"], each)
        for article in articles.values()
        for each in find(article["articleBody"])
    ]

    assert len(found) > 100
    for text, (start, end, stated) in found:
        words = text[start:end]
        assert parse(words) == stated
        assert stated.words == words
