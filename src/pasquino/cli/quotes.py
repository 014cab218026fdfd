"""`pasquino quotes`: holds quotations against their sources, without a magazine or a database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pasquino.cli.refusals import Refused

if TYPE_CHECKING:
    from pasquino.quotations import Verdict

EVIDENCE = (
    "none", "pending", "complete", "partial", "blocked", "unreachable", "gone", "unreadable",
    "staff_copy",
)  # fmt: skip
STATUSES = {
    "verbatim": "Verbatim: these are the source's words.",
    "verbatim_marked": "Verbatim, with marked changes: every difference is marked.",
    "altered": "Altered: it differs from the source without saying so.",
    "not_found": "Not found: the source does not hold these words.",
    "cannot_tell": "Cannot tell: the copy of the source is not enough to say.",
    "ambiguous": "Ambiguous: so few words stand in several places.",
}
OPS = {
    "added": "not in the source",
    "dropped": "silently left out",
    "changed": "in the place of",
    "cut": "cut, marked",
    "bracket": "bracket",
    "moved": "stands elsewhere in the source",
}
SHOWN = 300  # characters of the source in one line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`check`, of one quotation or of many; `record`, of a magazine from before."""
    deeds = parser.add_subparsers(metavar="check|record", required=True)
    check = deeds.add_parser(
        "check",
        help="say whether the words are the source's words",
        description="Say whether the words are the source's words, what was cut, and what that "
        "changed. See docs/reference/quotations.md.",
    )
    check.add_argument("--source", metavar="FILE", help="plain text, HTML or PDF; or text:...")
    check.add_argument("--quote", metavar="TEXT", help="the words quoted")
    check.add_argument(
        "--cases", type=Path, metavar="FILE",
        help='many at once: lines of {"id", "source", "quote"}, answered by a line each',
    )  # fmt: skip
    check.add_argument(
        "--evidence", choices=EVIDENCE, metavar="STATE",
        help=f"what the copy is (default: as it looks): {', '.join(EVIDENCE)}",
    )  # fmt: skip
    check.add_argument("--language", default="", help="the source's language: en, fr, de, ...")
    check.add_argument("--json", action="store_true", help="print the answer as JSON")
    check.set_defaults(refuse=check.error, do=_check)
    record = deeds.add_parser(
        "record",
        help="write down quotations that were published before they were checked",
        description="Write down the quotations of stories and comments from before Pasquino "
        "checked them. May be stopped, and run again at any time.",
    )
    record.set_defaults(do=_record)


def execute(options: argparse.Namespace) -> int:
    """Check one quotation, or all lines of a file; or write down those of a magazine."""
    return int(options.do(options))


def _record(_options: argparse.Namespace) -> int:
    from pasquino.cli.loading import load

    load(database=True)
    from pasquino.discussion import recording as of_comments
    from pasquino.stories import recording as of_stories

    stories, not_stories = of_stories.record_before()
    comments, not_comments = of_comments.record_before()
    print(f"Written down: the quotations of {stories} stories and {comments} comments.")
    if not_stories or not_comments:
        raise Refused(
            f"Those of {not_stories} stories and {not_comments} comments could not be written "
            "down; the log says why. The others are. Run it again when that is mended."
        )
    return 0


def _check(options: argparse.Namespace) -> int:
    one = options.source is not None and options.quote is not None
    if one == (options.cases is not None) or (options.source is None) != (options.quote is None):
        options.refuse("give either --source and --quote, or --cases")
    return _check_cases(options) if options.cases else _check_one(options)


def _check_one(options: argparse.Namespace) -> int:
    from pasquino.cli.quoted_sources import Sources, Unusable

    try:
        held = Sources([Path()], options.language).held(options.source)
    except Unusable as problem:
        raise Refused(str(problem)) from problem
    verdict = held.check(options.quote, options.evidence, options.language)
    if options.json:
        print(_as_line(verdict.as_json()))
    else:
        print(_printable("\n".join(_in_words(verdict))))
        if held.reasons:
            print(f"The copy is {held.evidence}: {', '.join(held.reasons)}.")
    return 0


def _in_words(verdict: Verdict) -> Iterator[str]:
    kind = f" ({verdict.kind})" if verdict.kind else ""
    yield STATUSES[verdict.status] + kind
    if verdict.critical:
        yield "Critical: it touches what decides the meaning."
    if verdict.words_omitted:
        yield f"Words left out: {verdict.words_omitted}"
    if verdict.warnings:
        yield f"Warnings: {', '.join(verdict.warnings)}"
    for change in verdict.diff:
        if change.op != "same":
            mark = "!" if change.critical else " "
            yield f"{mark} {OPS[change.op]}: {_short(change.quoted)} | {_short(change.source)}"


def _short(text: str) -> str:
    plain = " ".join(text.split()) or "-"
    if len(plain) <= SHOWN:
        return plain
    half = SHOWN // 2
    return f"{plain[:half]} (... {len(plain) - 2 * half} more characters ...) {plain[-half:]}"


def _check_cases(options: argparse.Namespace) -> int:
    """A line each, as soon as it is known; what cannot be checked does not stop the rest."""
    from pasquino.cli.quoted_sources import Sources

    sources = Sources([Path(), options.cases.parent], options.language)
    with options.cases.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                answer = _answered(line, number, sources, options)
                sys.stdout.write(_as_line(answer) + "\n")
    return 0


def _as_line(answer: dict[str, object]) -> str:
    """As JSON; what the output's encoding has no signs for (half a pair, too) is escaped."""
    line = json.dumps(answer, ensure_ascii=False)
    return line if _printable(line) == line else json.dumps(answer)


def _printable(text: str) -> str:
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _answered(
    line: bytes, number: int, sources: object, options: argparse.Namespace
) -> dict[str, object]:
    from pasquino.cli.quoted_sources import Sources, Unusable, case

    assert isinstance(sources, Sources)  # noqa: S101 - for the type checker, which loads nothing
    known: object = None
    try:
        asked = case(line, number)
        known = asked.id
        held = sources.held(asked.source, asked.language)
        language = asked.language or options.language
        verdict = held.check(asked.quote, asked.evidence or options.evidence, language)
    except Unusable as problem:
        return {"id": problem.id if known is None else known, "error": str(problem)}
    return {"id": asked.id} | verdict.as_json()
