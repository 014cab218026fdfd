"""`pasquino init`: makes a magazine, or brings an existing one up to date."""

from __future__ import annotations

import argparse
import sys

GIVEN = ("name", "tagline", "language", "zone", "clock")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the magazine is called and how it speaks; all of it can be changed at the desk."""
    parser.add_argument("--name", help="the magazine's name")
    parser.add_argument("--tagline", help="what stands under the name")
    parser.add_argument("--language", help="its language, a code such as en, fr or pt-br")
    parser.add_argument("--zone", help="its time zone, such as Europe/Rome")
    parser.add_argument("--clock", choices=("12", "24"), help="how hours are written")
    parser.add_argument(
        "--template-only",
        action="store_true",
        help="only make what new magazines are copied from; `make env` does this",
    )


def execute(options: argparse.Namespace) -> int:
    """Make what is missing and set what is given; the second time it changes nothing."""
    from pasquino.cli.loading import load

    load()
    if options.template_only:
        return _make_templates()
    from pasquino.config import data_folder

    given = {name: value for name in GIVEN if (value := getattr(options, name)) is not None}
    _check(given)
    data_folder.prepare(lambda what: print(what, file=sys.stderr))
    _name_magazine(given)
    print(f"The magazine in {_folder()} is ready. Start it with `pasquino run`.", file=sys.stderr)
    return 0


def _make_templates() -> int:
    from pasquino.config import collected_assets, template_database

    print("migrated database", file=sys.stderr)
    template_database.path()
    print("style sheets and scripts", file=sys.stderr)
    collected_assets.path()
    return 0


def _check(given: dict[str, str]) -> None:
    """Refuse what is not allowed before anything is made; raises ValidationError."""
    from pasquino.magazine.models import Magazine

    Magazine(**given).clean_fields()


def _name_magazine(given: dict[str, str]) -> None:
    """Set what was given, if it is allowed; raises ValidationError."""
    if not given:
        return
    from pasquino.magazine.models import Magazine

    magazine = Magazine.load()
    for name, value in given.items():
        if getattr(magazine, name) != value:
            print(f"The magazine's {name} is now {value!r}.", file=sys.stderr)
        setattr(magazine, name, value)
    magazine.full_clean()
    magazine.save(update_fields=list(given))


def _folder() -> str:
    from django.conf import settings

    return str(settings.DATA)
