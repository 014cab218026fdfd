"""Hostile words inside `>` quotations, and hostile addresses for them, run nowhere."""

from __future__ import annotations

import pytest

from pasquino.discussion import quotation_preview, quoting, texts
from pasquino.discussion.origins import Where
from pasquino.discussion.requoting import rewritten, with_source
from tests import make
from tests.discussion.quoting_made import settled
from tests.journeys.hostile import dangers
from tests.journeys.test_hostile_text import payloads

pytestmark = pytest.mark.django_db


def quoted(payload: str) -> str:
    return "\n".join(f"> {line}" for line in payload[:4000].splitlines()) or "> x"


@pytest.mark.parametrize("part", range(4))
def test_no_payload_runs_from_a_quotation(client, part: int) -> None:
    thread, author = make.thread(make.story(f"Hostile {part}")), make.reader()
    for payload in payloads()[part::40]:
        source = f"{quoted(payload)}\n> — {payload[:200].replace(chr(10), ' ')} https://a.example/"
        settled(make.comment(thread, by=author, source=source))
        shown = quotation_preview.preview(source, Where(thread)).html
        assert list(dangers(f"<main><div>{shown}</div></main>".encode())) == []

    page = client.get(thread.story.get_absolute_url()).content

    assert list(dangers(page)) == []
    assert b"<!--slot" not in page


def test_no_payload_is_changed_in_more_than_was_asked_for() -> None:
    for payload in payloads()[::25]:
        source = f"before\n\n{quoted(payload)}\n\nafter"
        for one in quoting.quoted([texts.render_commonmark(source)])[:3]:
            for changed in (
                rewritten(source, one.place, f"[…] {one.text}"),
                with_source(source, one.place, "https://w.example/"),
            ):
                if changed is not None:
                    assert changed.startswith("before\n\n")
                    assert changed.endswith("\n\nafter")
