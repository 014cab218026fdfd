"""`pasquino routes`: lists all addresses and who may use them, as the code states it."""

from __future__ import annotations

import argparse

from pasquino.cli import report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """As a table, or as JSON."""
    report.add_arguments(parser, strict=True)


def execute(options: argparse.Namespace) -> int:
    """Print one row a route; `ok` is false where no rule is stated."""
    from pasquino.cli.loading import load

    load()
    from pasquino.config.routes import all_routes

    rows: list[dict[str, object]] = [
        {
            "id": route.address,
            "what": route.name,
            "roles": list(route.rule.roles) if route.rule else [],
            "why": route.rule.why if route.rule else "no rule is stated",
            "query": list(route.rule.query) if route.rule else [],
            "view": route.view,
            "ok": route.rule is not None,
        }
        for route in all_routes()
    ]
    if options.json:
        report.print_json(rows)
    else:
        report.print_table(rows, ("id", "what", "roles", "ok", "why"))
    return 1 if options.strict and not all(row["ok"] for row in rows) else 0
