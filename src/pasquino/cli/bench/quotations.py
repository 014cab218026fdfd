"""The check of quotations, on cases with a known verdict, beside two measures of likeness."""

from __future__ import annotations

import difflib
import gzip
import itertools
import json
import random
import re
import resource
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from rapidfuzz.fuzz import partial_ratio_alignment

from pasquino.cli.bench.lighthouse_program import HOME
from pasquino.cli.bench.quotation_cases import Case, cases
from pasquino.cli.bench.rows import Row
from pasquino.quotations import SourceText, Verdict, check
from pasquino.quotations.tokens import count_words, tokens

# Beside a checkout, where the tests find their fixtures as well.
ARTICLES = HOME.parents[1].parent / "shared" / "fixtures" / "articles"
SIZES = {"5k": 5_000, "50k": 50_000, "500k": 500_000}
OF_EACH_SORT = 40
HELD_BACK = 9  # articles from which absent passages come
TRUE = ("verbatim", "verbatim_marked")
SLOW_SAMPLE = 120  # cases for difflib, which takes a second each in a long text


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with what was said of it; `took` is milliseconds of the processor's time."""

    case: Case
    verdict: Verdict
    took: float


def measure() -> Iterator[Row]:
    """Q1 to Q13, the accuracy first, then time and memory, other measures, and real pages."""
    if not ARTICLES.exists():
        note = f"The fixtures beside the checkout are not there ({ARTICLES.name})."
        yield Row("Q1", "quotations", 0, "", note=note)
        return
    elsewhere, text = _texts()
    judged: list[Judged] = []
    others: list[Row] = []
    for name, size in SIZES.items():
        source = SourceText(_corpus(text, size))
        yield from _speed_of_index(name, source)
        found = [_judged(case, source) for case in cases(source.text, elsewhere, OF_EACH_SORT, 1)]
        yield from _speed(name, found)
        others += _beside(name, found, source.text)
        judged += found
    judged += list(_in_languages())
    yield from _accuracy(judged)
    yield from others
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Row("Q8", "peak memory of the whole bench, Django included", round(peak), "MB", 300)
    yield from _pages()


def _texts() -> tuple[str, str]:
    """The bodies of the articles held back, and of the others."""
    truth = json.loads((ARTICLES / "ground-truth.json").read_text("utf-8"))
    bodies = [str(entry["articleBody"]) for _name, entry in sorted(truth.items())]
    return "\n\n".join(bodies[:HELD_BACK]), "\n\n".join(bodies[HELD_BACK:])


def _corpus(text: str, size: int) -> str:
    """So many characters: the articles, then words that follow each other as they do in them."""
    if len(text) >= size:
        return text[:size]
    chance = random.Random(7)  # noqa: S311 - the same each time is the point
    words = text.split()
    following: dict[str, list[str]] = {}
    for word, after in itertools.pairwise(words):
        following.setdefault(word, []).append(after)
    word, more, length = "The", [], len(text) + 2
    while length < size:
        more.append(word)
        length += len(word) + 1
        word = chance.choice(following.get(word, words))
    return f"{text}\n\n{' '.join(more)}"


def _judged(case: Case, source: SourceText) -> Judged:
    begin = time.process_time()
    verdict = check(case.quote, source)
    return Judged(case, verdict, (time.process_time() - begin) * 1000)


def _speed_of_index(name: str, source: SourceText) -> Iterator[Row]:
    begin = time.process_time()
    source.index  # noqa: B018 - made when first asked for
    source.whole.places  # noqa: B018 - likewise
    took = (time.process_time() - begin) * 1000
    bar = 300 if name == "500k" else None
    yield Row(f"Q6.{name}", f"index of {name} characters", round(took, 1), "ms CPU", bar)


def _speed(name: str, judged: list[Judged]) -> Iterator[Row]:
    times = sorted(one.took for one in judged)
    at = int(len(times) * 0.95)
    bar = {"500k": 20, "50k": 5}.get(name)
    note = f"{len(times)} quotations, median {times[len(times) // 2]:.2f}, longest {times[-1]:.0f}"
    yield Row(
        f"Q7.{name}",
        f"a quotation in {name}, 95th percentile",
        round(times[at], 2),
        "ms CPU",
        bar,
        note,
    )


def _in_languages() -> Iterator[Judged]:
    """Each sentence of our passages: as it is, with a word dropped, and cut with a mark."""
    folder = resources.files("pasquino.cli.bench") / "passages"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        text = file.read_text("utf-8")
        source = SourceText(text)
        for sentence in re.findall(r"(?:\d\.(?=\d)|[^\n.!?。？؟“”„«»「」]){12,}[.!?。？؟]", text):
            yield _judged(Case("verbatim", sentence, TRUE[:1]), source)
            words = list(tokens(sentence))
            for at in range(2, len(words) - 2, 3):
                _raw, begin, end = words[at]
                rest = sentence[end:].lstrip() if sentence[begin - 1].isspace() else sentence[end:]
                yield _judged(Case("word dropped", sentence[:begin] + rest, ("altered",)), source)
                cut = f"{sentence[:begin]}…{sentence[end:]}"
                gone = count_words(sentence[begin:end])
                yield _judged(Case("marked cut", cut, TRUE[1:], (), gone), source)


def _accuracy(judged: Sequence[Judged]) -> Iterator[Row]:
    changed = [one for one in judged if one.case.statuses == ("altered",)]
    harm = [one for one in changed if one.verdict.status in TRUE and not one.verdict.warnings]
    yield Row("Q1", "meaning changes called verbatim without a warning", len(harm), "", 0,
              f"of {len(changed)} changed quotations; called verbatim at all: "
              f"{sum(one.verdict.status in TRUE for one in changed)}")  # fmt: skip
    true = [one for one in judged if set(one.case.statuses) <= set(TRUE)]
    wrong = [one for one in true if one.verdict.status not in TRUE]
    yield _share("Q2", "true quotations not called so", wrong, true, 0.5)
    absent = [one for one in judged if one.case.sort == "absent"]
    yield _share("Q3", "absent passages not found", _right(absent), absent, 99.5, at_least=True)
    hidden = [one for one in judged if one.case.sort.endswith("hides a negation")]
    yield _share("Q4", "hidden negations warned of", _right(hidden), hidden, 100, at_least=True)
    warned = [one for one in judged if one.case.warned]
    yield _share(
        "Q4.all", "warnings due that were given", _right(warned), warned, 100, at_least=True
    )
    cut = [one for one in judged if one.case.omitted is not None]
    exact = [one for one in cut if one.verdict.words_omitted == one.case.omitted]
    yield _share("Q5", "words left out counted exactly", exact, cut, 100, at_least=True)
    yield _share("Q9", "right status and warnings", _right(judged), judged, None)


def _right(judged: Iterable[Judged]) -> list[Judged]:
    return [
        one
        for one in judged
        if one.verdict.status in one.case.statuses
        and (not one.case.warned or set(one.case.warned) & set(one.verdict.warnings))
    ]


def _share(
    row: str,
    what: str,
    some: Sequence[Judged],
    all_: Sequence[Judged],
    bar: float | None,
    *,
    at_least: bool = False,
) -> Row:
    share = round(100 * len(some) / max(1, len(all_)), 2)
    return Row(row, what, share, "%", bar, f"{len(some)} of {len(all_)}", at_least)


# Beside measures of likeness: each with the two thresholds that serve it best --------------------


def _beside(name: str, judged: list[Judged], text: str) -> Iterator[Row]:
    """The share of right statuses; verbatim and marked count as one for the others' sake."""
    ours = [(_expected(one), _coarse(one.verdict.status)) for one in judged]
    right = sum(said == due for due, said in ours)
    yield Row(f"Q10.{name}", f"right: this check, {name}", round(100 * right / len(ours), 1), "%")
    plain = _folded(text)
    scored = []
    begin = time.process_time()
    for one in judged:
        found = partial_ratio_alignment(_folded(one.case.quote), plain)
        scored.append((found.score if found else 0.0, _expected(one)))
    each = (time.process_time() - begin) * 1000 / len(judged)
    yield _best(f"Q11.{name}", f"right: rapidfuzz partial_ratio_alignment, {name}", scored, each)
    if len(text) <= SIZES["50k"]:
        yield _with_difflib(name, judged, plain)


def _with_difflib(name: str, judged: list[Judged], plain: str) -> Row:
    matcher = difflib.SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(plain)
    scored = []
    begin = time.process_time()
    sample = judged[:: max(1, len(judged) // SLOW_SAMPLE)]
    for one in sample:
        quote = _folded(one.case.quote)
        matcher.set_seq1(quote)
        equal = sum(block.size for block in matcher.get_matching_blocks())
        scored.append((100 * equal / len(quote), _expected(one)))
    each = (time.process_time() - begin) * 1000 / len(sample)
    return _best(f"Q12.{name}", f"right: difflib, {name}", scored, each)


def _folded(text: str) -> str:
    plain = text.lower().translate(str.maketrans("“”‘’\u00a0", "\"\"'' ", "\u00ad"))
    return " ".join(plain.split())


def _expected(one: Judged) -> str:
    return _coarse(one.case.statuses[0])


def _coarse(status: str) -> str:
    return "verbatim" if status in TRUE else status


def _best(row: str, what: str, scored: list[tuple[float, str]], each: float) -> Row:
    best, low_best, high_best = 0, 0.0, 0.0
    for low in range(30, 90, 2):
        for high in (*range(low, 99), 99.0, 99.5, 99.9):
            right = sum(
                due
                == ("verbatim" if score >= high else "altered" if score >= low else "not_found")
                for score, due in scored
            )
            if right > best:
                best, low_best, high_best = right, low, high
    note = f"thresholds {low_best} and {high_best}, {each:.2f} ms CPU each, {len(scored)} cases"
    return Row(row, what, round(100 * best / len(scored), 1), "%", note=note)


# Real pages --------------------------------------------------------------------------------------


def _pages() -> Iterator[Row]:
    """Q13: true sentences of real pages that are verbatim in what was read of the page."""
    from pasquino.sources.reading import read

    truth = json.loads((ARTICLES / "ground-truth.json").read_text("utf-8"))
    found = total = 0
    for name, entry in sorted(truth.items()):
        page = Path(ARTICLES / "html" / f"{name}.html.gz")
        source = SourceText(read(gzip.decompress(page.read_bytes())).text)
        for sentence in _sentences_of(str(entry["articleBody"])):
            total += 1
            found += check(sentence, source).status == "verbatim"
    note = f"{found} of {total} in {len(truth)} pages"
    share = round(100 * found / max(1, total), 2)
    yield Row(
        "Q13", "true sentences verbatim in whole pages", share, "%", 99.3, note, at_least=True
    )


def _sentences_of(body: str) -> Iterator[str]:
    for paragraph in body.split("\n"):
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", paragraph.strip()):
            if count_words(sentence) >= 6:  # noqa: PLR2004 - fewer may stand in several places
                yield sentence
