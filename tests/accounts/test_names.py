"""What may be a name, which two are the same, and every way of taking one."""

from __future__ import annotations

import importlib
import json

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from pasquino.accounts import actions, claims, members, names
from pasquino.accounts.models import Role, User
from pasquino.cli import checkup_database
from tests import make
from tests.fixtures import fixture

LINE_BREAKS = [
    "Nora\r\nBcc: all@example.org",
    "Nora\n",
    "Nora%0d%0aSet-Cookie: a=b",
    "Nora\r\n\r\n<script>alert(1)</script>",
    "\rNora",
    "Nora\u2028Note",
    "Nora\u0085Note",
    "嘊嘍Nora",
]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada", "Аdа"),  # Cyrillic А and а
        ("ADA", "АDА"),
        ("paypal", "pаypal"),
        ("Bob", "B0b"),
        ("Iris", "lris"),
        ("modern", "rnodern"),
        ("Full", "Ｆｕｌｌ"),
        ("Nora Note", "Nora  Note"),
        ("Øre", "O\u0338re"),
    ],
)
def test_names_that_look_alike_are_the_same(one: str, other: str) -> None:
    assert names.skeleton(one) == names.skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("Ada", "Ida"), ("Jose", "José"), ("Ali", "Ale")])
def test_names_that_look_different_are_not_the_same(one: str, other: str) -> None:
    assert names.skeleton(one) != names.skeleton(other)


@pytest.mark.parametrize(
    "name",
    ["", " ", "…", "★★", "Ada\u202eevil", "Ada\u200b", "\u0301Ada", "A\u0301\u0302\u0303\u0304da",
     "Аda", "ΑΒC", "Ada\u3164", "Ada\ufe0f", "Ada\x00", "Ada\ud800", "x" * 61, "ﷺ" * 20],
)  # fmt: skip
def test_what_disguises_itself_is_no_name(name: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        names.check_chosen(name)

    assert " ".join(refusal.value.messages).endswith(".")


@pytest.mark.parametrize(
    "name",
    ["Ada", "Mr Natural", "Nguyễn Văn Ệ", "रवि", "Ольга", "Ωμέγα", "木村", "علي", "O’Neill", "x2",
     "Anna Мария", "🙂 Ada"],
)  # fmt: skip
def test_names_of_all_scripts_are_taken(name: str) -> None:
    names.check_chosen(name)


@given(st.text(max_size=80))
def test_any_text_is_a_name_or_refused_with_a_sentence(text: str) -> None:
    try:
        names.check_chosen(text)
    except ValidationError as refusal:
        assert " ".join(refusal.messages).endswith(".")  # noqa: PT017 - either outcome is right
    assert len(names.skeleton(text)) <= names.LONGEST_FOLDED


@pytest.mark.django_db
def test_a_name_that_looks_like_one_that_is_taken_is_refused() -> None:
    make.reader("Ada")

    with pytest.raises(actions.NameLooksTaken) as refusal:
        actions.make_account(name="Аԁа")  # all Cyrillic

    assert "looks like one" in members.refusal_words(refusal.value)


@pytest.mark.django_db
def test_the_database_keeps_names_apart_too() -> None:
    make.reader("Ada")
    other = make.reader("Ida")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=other.pk).update(name_skeleton=names.skeleton("Ada"))


@pytest.mark.django_db
def test_imported_readers_may_look_like_members() -> None:
    make.reader("Ada")

    assert actions.imported_reader(name="Adа", origin="scoop").name_skeleton == "ada"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Old Famous Hand", "OLD famous hand", "0ld Famous Hand"])
def test_the_name_of_an_imported_reader_is_nobodys_until_a_claim_gives_it(name: str) -> None:
    old = actions.imported_reader(name="Old Famous Hand", origin="scoop")

    with pytest.raises(members.NameImported) as refusal:
        actions.make_account(name=name)

    assert "/account/claim/" in members.refusal_words(refusal.value)
    owner, editor = make.reader("Nora"), make.person(role=Role.EDITOR)
    claim = claims.ask(member=owner, imported=old, evidence="I know the weir.", wants_name=True)
    claims.accept(claim=claim, by=editor, reason="Knew it.", with_name=True)
    owner.refresh_from_db()
    assert owner.name == "Old Famous Hand"


@pytest.mark.django_db
def test_members_keep_a_name_that_came_later_with_an_import_too() -> None:
    nora = make.reader("nora")
    actions.imported_reader(name="Nora", origin="scoop")

    members.rename(person=nora, name="Nora")

    assert nora.name == "Nora"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["Administrator", "Moderator", "Editor", "EDITOR", "M0derator", "The Editors", "Ad-min",
     "trusted reader", "The Gazette", "the gazette"],
)  # fmt: skip
def test_readers_are_called_neither_by_a_role_nor_as_the_magazine(name: str) -> None:
    make.magazine(name="The Gazette")

    with pytest.raises(members.NameOfficial) as refusal:
        make.reader(name)

    assert "kept for the magazine" in members.refusal_words(refusal.value)
    assert make.person(name, Role.EDITOR).name == name


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["former member 1", "Former Member 1", "former rnember l"])
def test_nobody_is_called_as_those_who_have_left(name: str) -> None:
    with pytest.raises(members.NameFormer):
        make.person(name, Role.EDITOR)


@pytest.mark.django_db
def test_a_writer_is_not_renamed_at_the_desk_to_an_imported_reader(client) -> None:
    actions.imported_reader(name="Old Famous Hand", origin="scoop")
    writer = make.person("Wren", Role.WRITER)
    client.force_login(make.person("Ada", Role.ADMIN))

    fields = {"name": "Old Famous Hand", "email": "", "is_active": "on"}
    answer = client.post(f"/desk/users/edit/{writer.pk}/", fields)

    assert "before the magazine moved" in answer.content.decode()
    writer.refresh_from_db()
    assert writer.name == "Wren"


@pytest.mark.django_db
def test_upgrading_compares_the_looks_of_imported_readers() -> None:
    old = actions.imported_reader(name="Iris", origin="scoop")
    User.objects.filter(pk=old.pk).update(name_skeleton="")
    migration = importlib.import_module(
        "pasquino.accounts.migrations.0005_looks_of_imported_names"
    )

    migration.compare_imported(apps, None)

    with pytest.raises(members.NameImported):
        make.reader("lris")


@pytest.mark.django_db
def test_members_may_change_the_capitals_of_their_name() -> None:
    ada = make.reader("ada")

    members.rename(person=ada, name="Ada")

    assert User.objects.get_by_natural_key("ADA").name == "Ada"


@pytest.mark.django_db
def test_the_desk_refuses_a_name_that_looks_taken(client) -> None:
    client.force_login(make.person("Ada", Role.ADMIN))

    answer = client.post("/desk/users/new/", {"name": "Аdа", "email": "", "is_active": "on"})
    lone = client.post("/desk/users/new/", {"name": "АDА", "email": "", "is_active": "on"})

    assert "mixes letters" in answer.content.decode()
    assert User.objects.count() == 1
    assert lone.status_code == 200


@pytest.mark.django_db
def test_upgrading_keeps_names_apart_that_look_alike_already(capsys) -> None:
    first, second = make.reader("Iris"), make.reader("Ida")
    User.objects.filter(pk=second.pk).update(name="lris", name_key="lris")
    migration = importlib.import_module("pasquino.accounts.migrations.0003_members")

    migration.compare_looks(apps, None)

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.name_skeleton == "lris"
    assert second.name_skeleton.startswith("lris\n")
    assert "lris" in capsys.readouterr().out
    row = checkup_database._names()
    assert (row.value, row.ok) == (1, False)
    assert "lris" in row.note


@pytest.mark.django_db
def test_who_looked_like_another_before_may_still_be_given_a_role(client) -> None:
    make.reader("Iris")
    second = make.reader("Ida")
    User.objects.filter(pk=second.pk).update(
        name="lris", name_key="lris", name_skeleton=f"lris\n{second.pk}"
    )
    client.force_login(make.person(role=Role.ADMIN))

    fields = {"name": "lris", "email": "l@example.org", "is_active": "on"}
    client.post(f"/desk/users/edit/{second.pk}/", fields)

    second.refresh_from_db()
    assert second.email == "l@example.org"


@pytest.mark.django_db
@pytest.mark.parametrize("name", LINE_BREAKS)
def test_a_name_cannot_begin_a_new_line(name: str) -> None:
    try:
        made = actions.make_account(name=name)
    except ValidationError as refusal:
        assert " ".join(refusal.messages).endswith(".")  # noqa: PT017 - either outcome is right
    else:
        assert len(made.name.splitlines()) == 1


@pytest.mark.django_db
def test_every_naughty_string_is_a_name_or_refused_with_a_sentence() -> None:
    strings = json.loads(fixture("fixtures/strings/blns-a.json").read_text())
    taken = 0
    for text in strings:
        try:
            actions.make_account(name=text)
        except (members.NameTaken, ValidationError) as refusal:
            assert members.refusal_words(refusal).endswith(".")  # noqa: PT017 - likewise
        else:
            taken += 1

    assert 20 < taken < len(strings)


@pytest.mark.django_db
def test_every_naughty_string_through_the_first_link_is_answered(client) -> None:
    secret = actions.make_link(None)
    make.person("Ada", Role.ADMIN)  # so that no string spends the link
    for text in json.loads(fixture("fixtures/strings/blns-a.json").read_text()):
        answer = client.post(f"/account/link/{secret}/", {"name": text})
        assert answer.status_code == 422, text
