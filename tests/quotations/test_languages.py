"""Negations, limits, numbers and signs in the languages we have words for."""

from __future__ import annotations

import pytest

from pasquino.quotations import SourceText, check
from pasquino.quotations.languages import languages
from tests.quotations.passages import PASSAGES, sentences

pytestmark = pytest.mark.once  # no database


@pytest.mark.parametrize("language", sorted(PASSAGES))
def test_every_sentence_is_verbatim(language: str) -> None:
    source = SourceText(PASSAGES[language])

    for sentence in sentences(language):
        assert check(sentence, source).status == "verbatim"


@pytest.mark.parametrize("language", sorted(PASSAGES))
def test_every_sentence_is_absent_elsewhere(language: str) -> None:
    own, *others = sentences(language)
    source = SourceText(" ".join(others))

    assert check(own, source).status == "not_found"


@pytest.mark.parametrize(
    ("source", "quote", "warning"),
    [
        (
            "Le conseil n'a pas adopté le projet.",
            "Le conseil … adopté le projet.",
            "elision_hides_negation",
        ),
        (
            "Il ne croit pas qu'un accident soit probable.",
            "croit […] qu'un accident soit probable",
            "elision_hides_negation",
        ),
        (
            "Personne n'est venu à la réunion du soir.",
            "… n'est venu à la réunion du soir",
            "elision_hides_negation",
        ),
        (
            "La ville paiera, à moins que l'État refuse.",
            "La ville paiera …",
            "elision_hides_limiter",
        ),
        (
            "Der Rat hat den Bau nicht beschlossen.",
            "Der Rat hat den Bau … beschlossen.",
            "elision_hides_negation",
        ),
        (
            "Der Rat hat keinen Neubau versprochen.",
            "Der Rat hat [einen] Neubau versprochen.",
            "bracket_replaces_negation",
        ),
        (
            "Das Land zahlt, es sei denn, die Steuer steigt.",
            "Das Land zahlt …",
            "elision_hides_limiter",
        ),
        ("Sie kommt am Freitag nicht.", "Sie kommt am Freitag", "elision_hides_negation"),
        (
            "El ayuntamiento no aprobó la obra.",
            "El ayuntamiento … aprobó la obra.",
            "elision_hides_negation",
        ),
        (
            "La obra empezará, siempre que pague la región.",
            "La obra empezará …",
            "elision_hides_limiter",
        ),
        ("¿Quién decidió esperar tres años?", "Quién decidió esperar tres años.", "question_mark"),
        (
            "قال المجلس إنه لم يوافق على الخطة.",
            "قال المجلس إنه … يوافق على الخطة.",
            "elision_hides_negation",
        ),
        (
            "وقف الرجل ولم يتكلم أمام المحكمة.",
            "وقف الرجل … يتكلم أمام المحكمة.",
            "elision_hides_negation",
        ),
        (
            "لن نبني الجسر إلا إذا دفعت الحكومة.",
            "لن نبني الجسر ... دفعت الحكومة.",
            "elision_hides_limiter",
        ),
        ("هل انتظرت البلدية ثلاث سنوات؟", "هل انتظرت البلدية ثلاث سنوات.", "question_mark"),
        (
            "市長は計画を承認しなかったと語った。",
            "市長は計画を承認し……と語った。",
            "elision_hides_negation",
        ),
        ("彼は有罪ではない。", "彼は有罪", "elision_hides_negation"),
        ("国が払う場合に限り工事を始める。", "国が払う……工事を始める。", "elision_hides_limiter"),
        ("议会没有批准这个计划。", "议会……批准这个计划。", "elision_hides_negation"),
        ("除非政府付钱，工程会停止。", "……工程会停止。", "elision_hides_limiter"),
        ("为什么要等三年？", "为什么要等三年。", "question_mark"),
    ],
)
def test_what_a_cut_takes_out_is_known_in_every_language(
    source: str, quote: str, warning: str
) -> None:
    verdict = check(quote, SourceText(source))

    assert verdict.status in ("verbatim", "verbatim_marked")
    assert warning in verdict.warnings


@pytest.mark.parametrize(
    ("source", "quote"),
    [
        ("Le conseil n'a pas adopté le projet de pont.", "Le conseil a adopté le projet de pont."),
        ("Der Rat hat den Bau nicht beschlossen.", "Der Rat hat den Bau beschlossen."),
        (
            "Die Firma bucht die Maße in jedem Jahr neu.",
            "Die Firma bucht die Masse in jedem Jahr neu.",
        ),
        ("El ayuntamiento no aprobó la obra ayer.", "El ayuntamiento aprobó la obra ayer."),
        ("قال الوزير إن الحكومة لم توافق على الخطة.", "قال الوزير إن الحكومة توافق على الخطة."),
        ("قال الوزير إن الخبر قديم جدا.", "قال الوزير أن الخبر قديم جدا."),
        ("市長は計画を承認しなかったと語った。", "市長は計画を承認したと語った。"),
        ("议会没有批准这个新的计划。", "议会批准这个新的计划。"),
    ],
)
def test_a_meaning_changed_is_an_alteration_in_every_language(source: str, quote: str) -> None:
    assert check(quote, SourceText(source)).status == "altered"


def test_characters_are_counted_where_words_are_not_spaced() -> None:
    verdict = check(
        "市議会は……説明した。", SourceText("市議会は国が払う場合に限り始めると説明した。")
    )

    assert verdict.words_omitted == len("国が払う場合に限り始めると")


def test_arabic_vowel_marks_and_stretching_are_typography() -> None:
    source = SourceText("وقالَت رئيسة البلديّة إن الجســر آمن.")

    assert check("وقالت رئيسة البلدية إن الجسر آمن.", source).status == "verbatim"


def test_an_alef_without_its_sign_is_typography_and_said_to_editors() -> None:
    verdict = check("اعلن المجلس ان الجسر امن", SourceText("أعلن المجلس أن الجسر آمن"))

    assert (verdict.status, verdict.warnings) == ("verbatim", ("punctuation",))


@pytest.mark.parametrize(
    ("language", "printed", "same", "other"),
    [
        ("en", "2,300", ("2300", "2 300", "2\u00a0300"), ("2.3", "2.300", "23", "2,800")),
        ("de", "2.300", ("2300", "2 300", "2’300"), ("2,3", "2,300", "23", "2.800")),
        ("fr", "2 300", ("2300", "2\u202f300", "2.300"), ("2,3", "23", "2 800")),
        ("en", "2.3", (), ("23", "2,300", "2.30")),
        ("es", "4,7", ("4.7",), ("47", "4")),
        ("ar", "2300", ("٢٣٠٠", "2٬300"), ("٢٨٠٠",)),
    ],
)
def test_a_number_is_the_same_however_its_digits_are_parted(
    language: str, printed: str, same: tuple[str, ...], other: tuple[str, ...]
) -> None:
    source = SourceText(f"xx yy zz {printed} vv ww qq", language=language)

    assert [check(f"xx yy zz {number} vv ww qq", source).status for number in same] == [
        "verbatim" for _number in same
    ]
    for number in other:
        verdict = check(f"xx yy zz {number} vv ww qq", source)
        assert (verdict.status, verdict.critical) == ("altered", True)


def test_each_languages_file_says_everything() -> None:
    assert set(languages()) == {"ar", "de", "en", "es", "fr", "ja", "zh"}
    for language in languages().values():
        assert all(language.phrases.values())
        assert language.common
        assert language.notes["sic"]
