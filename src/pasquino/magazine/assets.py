"""Joins the rooms' style sheets and scripts into one of each, named by their content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Inner to outer, so that a room above can refine what a room below laid down.
STYLES = (
    "magazine/layers.css",
    "magazine/tokens.css",
    "magazine/type.css",
    "magazine/reset.css",
    "magazine/frame.css",
    "magazine/parts.css",
    "magazine/forms.css",
    "accounts/accounts.css",
    "sources/sources.css",
    "figures/charts.css",
    "figures/figures.css",
    "outlooks/outlooks.css",
    "stories/story.css",
    "stories/margins.css",
    "stories/quotations.css",
    "stories/figures.css",
    "stories/front.css",
    "stories/lists.css",
    "accounts/members.css",
    "discussion/discussion.css",
    "discussion/writing.css",
    "discussion/quoting.css",
    "search/search.css",
    "moderation/moderation.css",
    "discussion/rating.css",
    "magazine/print.css",
    "magazine/house.css",
)
SCRIPTS = (
    "discussion/submit-on-change.js",
    "search/search-key.js",
    "search/search-key-switch.js",
)
JOINED = {"pasquino.css": STYLES, "pasquino.js": SCRIPTS}


def joined(name: str) -> str:
    """The text of one joined file: each part under a comment that names it."""
    parts = []
    for part in JOINED[name]:
        path = finders.find(part)
        if path is None:
            continue  # a room may have no style of its own
        with open(str(path), encoding="utf-8") as file:  # noqa: PTH123 - finders give strings
            parts.append(f"/* {part} */\n{file.read()}")
    return "\n".join(parts)


class HashedAssets(CompressedManifestStaticFilesStorage):
    """Static files named by their content, so that browsers may keep them for a year."""

    manifest_strict = False

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        """Write the joined files beside the collected ones, then hash and compress all."""
        for name in JOINED if not dry_run else ():
            if self.exists(name):
                self.delete(name)
            self._save(name, ContentFile(joined(name).encode()))
            paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)
