"""Who may do what at the desk, who is kept out, and what its pages are allowed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from pasquino.accounts.models import Role
from pasquino.stories.models import PublishedStory
from tests import make
from tests.stories import desk
from tests.stories.pictures import a_picture

pytestmark = pytest.mark.django_db


def test_a_writer_submits_and_an_editor_publishes(client) -> None:
    editor = make.person(role=Role.EDITOR)
    editor.email = "editor@example.org"
    editor.save(update_fields=["email"])
    desk.signed_in(client, Role.WRITER)
    story = desk.write(client, **desk.PUBLISH)
    assert not PublishedStory.objects.exists()

    desk.edit(client, story, **desk.SUBMIT)

    state = story.current_workflow_state
    assert state is not None
    assert state.workflow.name == "Editors' approval"
    client.force_login(editor)
    assert "The weir" in client.get("/desk/").content.decode()
    task = state.current_task_state
    client.post(f"/desk/pages/workflow/action/{story.pk}/approve/{task.pk}/")
    assert PublishedStory.objects.get().story_id == story.pk


def test_writers_change_their_own_stories_only(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    theirs = desk.write(client)
    desk.signed_in(client, Role.WRITER)
    own = desk.write(client, "My own")

    assert client.get(f"/desk/pages/{own.pk}/edit/").status_code == 200
    for page in SIDE_VIEWS:
        assert client.get(page.format(theirs.pk)).status_code == 302, page


def test_a_writer_keeps_neither_sections_nor_settings(client) -> None:
    desk.signed_in(client, Role.WRITER)

    for page in ("sections/", "topics/new/", "writers/new/", "settings/magazine/magazine/"):
        assert client.get(f"/desk/{page}").status_code == 302, page


SIDE_VIEWS = [
    "/desk/pages/{}/edit/",
    "/desk/pages/{}/view_draft/",
    "/desk/pages/{}/edit/preview/",
    "/desk/pages/{}/history/",
    "/desk/pages/{}/revisions/compare/earliest...latest/",
    "/desk/pages/{}/copy/",
    "/desk/pages/{}/delete/",
    "/desk/pages/{}/unpublish/",
    "/desk/stories/{}/preview-link/",
]
DESK_VIEWS = [
    *SIDE_VIEWS,
    "/desk/",
    "/desk/stories/",
    "/desk/images/",
    "/desk/images/chooser/",
    "/desk/choose-page/",
    "/desk/users/",
    "/desk/api/main/pages/",
    "/desk/api/main/images/",
]


@pytest.mark.parametrize("role", [None, Role.READER, Role.TRUSTED, Role.MODERATOR])
def test_side_views_are_refused_to_who_does_not_work_at_the_desk(client, role) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client)
    client.logout()
    if role:
        desk.signed_in(client, role)

    for page in DESK_VIEWS:
        answer = client.get(page.format(story.pk))
        assert answer.status_code in (302, 403), page
        assert "The weir" not in answer.content.decode()


def test_the_size_of_a_picture_is_not_made_on_request(client) -> None:
    desk.signed_in(client, Role.ADMIN)
    picture = a_picture()

    for page in ("preview/width-4000/", "generate_url/", "generate_url/output/"):
        assert client.get(f"/desk/images/{picture.pk}/{page}").status_code == 404


def test_a_preview_is_framed_by_the_desk_alone(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client)

    answer = client.get(f"/desk/pages/{story.pk}/view_draft/")

    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in answer["Cache-Control"] or "private" in answer["Cache-Control"]


def test_a_preview_link_shows_the_draft_to_whoever_has_it_until_it_expires(
    client, time_machine
) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client)
    address = client.get(f"/desk/stories/{story.pk}/preview-link/").context["address"]
    client.logout()

    answer = client.get(address)

    assert "The weir" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    time_machine.move_to(timezone.now() + timedelta(days=7, minutes=1))
    assert client.get(address).status_code == 410


def test_stories_are_found_by_section_state_and_headline(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    desk.write(client, "Budget night", section=make.section("Town hall").pk, **desk.PUBLISH)
    desk.write(client, "The weir")

    def listed(query: str) -> list[str]:
        return [story.title for story in client.get(f"/desk/stories/?{query}").context["pages"]]

    assert listed("state=published") == ["Budget night"]
    assert listed("state=draft") == ["The weir"]
    assert listed(f"section={make.section('Town hall').pk}") == ["Budget night"]
    assert listed("q=weir") == ["The weir"]


def test_the_menu_leads_to_what_the_magazine_uses(client) -> None:
    desk.signed_in(client, Role.EDITOR)

    page = client.get("/desk/").content.decode()

    for label in ("Stories", "Writers", "Sections", "Topics", "Pictures", "Front page"):
        assert f'"{label}"' in page
    for label in ("Pages", "Documents", "Collections", "Sites", "Groups"):
        assert f'"{label}"' not in page


def test_the_desk_forbids_inline_scripts_and_needs_none(client) -> None:
    desk.signed_in(client, Role.ADMIN)
    story = desk.write(client, **desk.PUBLISH)

    for path in (f"/desk/pages/{story.pk}/edit/", "/desk/settings/stories/frontpage/1/", "/desk/"):
        answer = client.get(path, follow=True)
        page = answer.content.decode()
        scripts = [tag.split(">")[0] for tag in page.split("<script")[1:]]
        assert all("src=" in tag or "json" in tag or "django-form" in tag for tag in scripts)
        assert "script-src 'self';" in answer["Content-Security-Policy"]


def test_nobody_is_told_by_mail_who_has_no_address(client) -> None:
    make.person(role=Role.EDITOR)
    desk.signed_in(client, Role.WRITER)

    story = desk.write(client)
    desk.edit(client, story, **desk.SUBMIT)

    assert not mail.outbox
