"""From a pasted address to the reader who wants to know what a story rests on; without script."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult

from pasquino.accounts.models import Role
from pasquino.sources import jobs
from pasquino.sources.models import Work
from tests.sources.world import SENTENCES, UNREACHABLE, page, world
from tests.stories import desk

pytestmark = pytest.mark.django_db
URL = "https://river.example/weir"


def the_worker_works() -> None:
    """What was handed on is done, as the worker does it, oldest first."""
    waiting = DBTaskResult.objects.filter(task_path=jobs.fetch.module_path, status="READY")
    for task in waiting.order_by("enqueued_at"):
        jobs.run_request(task.args_kwargs["kwargs"]["request_id"])


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", answer.content.decode())


def test_an_editor_quotes_a_source_and_a_reader_finds_it(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    added = client.post("/desk/sources/add/", {"url": URL})
    with world({URL: page("The weir holds")}):
        the_worker_works()
    assert "The weir holds" in text_of(client, added["Location"])
    work = Work.objects.get()
    assert client.get(f"/sources/{work.pk}/").status_code == 404

    quoted = {"words": SENTENCES[2], "speaker": "Ada Quill", "link": URL}
    told = {"work": "", "publisher": "", **quoted}
    desk.write(client, "What the beavers think", blocks=[("quotation", told)], **desk.PUBLISH)
    client.logout()

    assert "The weir holds" in text_of(client, "/sources/")
    source = text_of(client, f"/sources/{work.pk}/")
    assert "What the beavers think" in source
    assert work.captures.get().bytes_hash in source
    assert SENTENCES[0] not in source
    assert "The weir holds" in text_of(client, f"/sources/{work.pk}/citation.ris")


def test_a_page_that_does_not_answer_is_brought_by_hand(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    added = client.post("/desk/sources/add/", {"url": URL})["Location"]
    with world({URL: UNREACHABLE}):
        the_worker_works()
    assert "The page did not answer." in text_of(client, added)

    file = SimpleUploadedFile("weir.html", page().body, content_type="text/html")
    client.post(f"{added}upload/", {"file": file, "reason": "Saved in the reading room."})

    after = text_of(client, added)
    assert "made by the editors, is kept." in after
    assert "Saved in the reading room." in after
    copy = re.search(r"/desk/sources/copies/\d+/", after)[0]
    assert SENTENCES[2].replace("'", "&#x27;") in text_of(client, copy)
    assert client.get(f"{copy}record/")["Content-Type"] == "application/warc"
