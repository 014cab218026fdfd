"""The `pasquino` command: one small module a verb, loaded only when it is called."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

VERBS = {
    "run": ("run", "run the magazine: web, worker and scheduler"),
    "init": ("init", "make a magazine's data folder, or bring it up to date"),
    "demo": ("demo", "put the demo magazine into an empty one"),
    "user": ("user", "add people, list them, make sign-in links"),
    "import": ("imports", "bring in stories and comments from elsewhere"),
    "backup": ("backup", "put the whole magazine into one archive, while it runs"),
    "restore": ("restore", "make a magazine from an archive, where there is none"),
    "doctor": ("doctor", "say what is wrong with this installation, and what to do"),
    "routes": ("routes", "list all addresses and who may use them"),
    "quotes": ("quotes", "hold quotations against their sources"),
    "figures": ("figures", "bring figures in, write them out, check what adds up"),
    "outlooks": ("outlooks", "bring in outlooks, write them out, list what is due for review"),
    "bench": ("bench", "measure, and compare with what is promised"),
    "manage": ("manage", "Django's own commands"),
}
DONE, REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb. 0: done; 1: refused, one sentence on standard error; 2: wrong usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    os.environ["DJANGO_SETTINGS_MODULE"] = "pasquino.config.settings"
    options = _parser(words).parse_args(words[:1] if words[:1] == ["manage"] else words)
    if words[:1] == ["manage"]:
        options.command = words[1:]
    try:
        return int(options.execute(options))
    except KeyboardInterrupt:
        print("\nInterrupted; what was finished is kept.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # as docs.python.org says
        return REFUSED
    except Exception as problem:
        from pasquino.cli.refusals import sentence

        said = sentence(problem)
        if said is None:
            raise
        print(said, file=sys.stderr)
        return REFUSED


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """The whole command line; only the verb that is called brings its own arguments."""
    parser = argparse.ArgumentParser(
        prog="pasquino",
        description="An engine for online magazines of sourced commentary.",
        epilog="`pasquino VERB --help` explains a verb. Settings: docs/operating/settings.md",
    )
    parser.add_argument("--version", action="version", version=_version())
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", dest="verb", required=True)
    for verb, (module, what) in VERBS.items():
        under = verbs.add_parser(verb, help=what, description=what[0].upper() + what[1:] + ".")
        if verb in words:
            found = importlib.import_module(f"pasquino.cli.{module}")
            found.add_arguments(under)
            under.set_defaults(execute=found.execute)
    return parser


def _version() -> str:
    from pasquino import __version__

    return f"pasquino {__version__}"
