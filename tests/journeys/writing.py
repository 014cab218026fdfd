"""A member without script, who finds forms on pages, fills them in and sends them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client

from pasquino.accounts.models import User


@dataclass
class Form:
    """A form as it stands on a page: where it leads, and what is in it."""

    action: str
    fields: dict[str, str]
    buttons: list[str]


class Member:
    """A browser in which somebody is signed in, or nobody; tokens are checked as in earnest."""

    def __init__(self, user: User | None = None) -> None:
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if user:
            self.client.force_login(user)
        self.answer: Any = None  # the test client types its answers for itself alone

    def open(self, address: str) -> Form:
        """Go to a page and find its form."""
        self.answer = self.client.get(address)
        return self.form()

    def form(self) -> Form:
        """The form to write in on the page that is open."""
        found = self.page().select_one("form[enctype], main form[method=post]")
        assert found is not None, self.words()
        return Form(str(found.get("action", "")), fields(found), acts(found))

    def send(self, form: Form, act: str = "", **values: str) -> Any:
        """Press a button of the form with these values in it; goes where it is led."""
        data = form.fields | values | ({"act": act} if act else {})
        self.answer = self.client.post(form.action, data)
        return self.answer

    def follow(self) -> BeautifulSoup:
        """Go where the answer leads."""
        while self.answer.status_code in (302, 303):
            self.answer = self.client.get(self.answer["Location"].split("#")[0])
        return self.page()

    def page(self) -> BeautifulSoup:
        return BeautifulSoup(self.answer.content, "html.parser")

    def words(self) -> str:
        return " ".join(self.page().get_text(" ").split())


def fields(form: Tag) -> dict[str, str]:
    """What a browser would send, but for buttons."""
    found = {}
    for field in form.select("input[name], textarea[name]"):
        if field.name == "textarea":
            found[str(field["name"])] = field.get_text().removeprefix("\n")
        elif field.get("type") != "checkbox" or field.has_attr("checked"):
            found[str(field["name"])] = str(field.get("value", ""))
    return found


def acts(form: Tag) -> list[str]:
    return [str(button["value"]) for button in form.select("button[value]")]
