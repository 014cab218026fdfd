"""What one click does to a quotation of a draft: its cut is marked, its words are restored ..."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from pasquino.quotations import records
from pasquino.stories import desk_quotations, gate, rendering
from pasquino.stories.desk_quotations import Shown
from pasquino.stories.models import Story


class WordsChanged(Exception):
    """The draft has no quotation of these words any more, or the deed no longer applies."""


class Locked(Exception):
    """Somebody else holds the story."""


@transaction.atomic
def change(story: Story, key: str, what: str, *, by: Any) -> None:
    """Do one deed to the quotation whose words have this hash, in a new draft of the story.

    `what` is mark, restore, paraphrase, quote or source-<number>. Raises WordsChanged, Locked.
    """
    draft = _draft(story)
    lock = draft.get_lock()
    if lock and lock.for_user(by):
        raise Locked
    block = next((b for b in draft.body if _is_it(b, key)), None)
    if block is None:
        raise WordsChanged
    one = desk_quotations.look(rendering.quotation_entry("", block.value), _language(draft))
    block.value.update(_changed(one, what))
    draft.save_revision(user=by, log_action=True, clean=False)


def with_hash(story: Story, key: str) -> Shown:
    """The quotation of the newest draft whose words have this hash. Raises WordsChanged."""
    draft = _draft(story)
    block = next((b for b in draft.body if _is_it(b, key)), None)
    if block is None:
        raise WordsChanged
    return desk_quotations.look(rendering.quotation_entry("", block.value), _language(draft))


def _draft(story: Story) -> Story:
    draft: Story = story.get_latest_revision_as_object()
    return draft


def _language(draft: Story) -> str:
    return desk_quotations.language_of(draft)


def _is_it(block: Any, key: str) -> bool:
    if block.block_type != "quotation":
        return False
    text = gate.text_of(rendering.quotation_entry("", block.value))
    return records.hash_of(text) == key


def _changed(one: Shown, what: str) -> dict[str, Any]:
    """The fields of the block that the deed changes."""
    if what == "paraphrase":
        return {"kind": gate.PARAPHRASE}
    if what == "quote":
        return {"kind": ""}
    if what.startswith("source-") and what[7:].isdecimal():
        return {"source": int(what[7:])}
    words = {"mark": one.marked, "restore": one.restored}.get(what, "")
    if not words:
        raise WordsChanged
    return {"words": words}
