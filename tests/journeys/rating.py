"""A visitor without script, who rates what stands on a page."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client

from pasquino.accounts.models import User
from pasquino.discussion.models import DiscussionPolicy, Thread
from tests import make


class Visitor:
    """A browser without script: chooses in selects, presses buttons, follows where it is led."""

    def __init__(self, user: User | None = None) -> None:
        self.client = Client(enforce_csrf_checks=True)
        if user:
            self.client.force_login(user)
        self.answer: Any = None  # the test client types its answers for itself alone

    def open(self, address: str) -> BeautifulSoup:
        self.address, self.answer = address, self.client.get(address)
        self.page = BeautifulSoup(self.answer.content, "html.parser")
        self.chosen: dict[str, str] = {}
        return self.page

    def choose(self, number: int, value: str) -> None:
        select = self.page.select_one(f"#c{number} select[form=rate]")
        assert select is not None
        assert select.select_one(f'option[value="{value}"]') is not None
        self.chosen[str(select["name"])] = value

    def press(self, words: str, number: int = 0) -> BeautifulSoup:
        """Press a button of the form that all controls belong to; goes where it is led."""
        form = self.page.select_one("form#rate")
        assert form is not None
        place: Tag = self.page.select_one(f"#c{number}") if number else form  # type: ignore[assignment]  # a missing one fails below
        button = next(one for one in place.select("button") if one.get_text(strip=True) == words)
        assert place is form or button["form"] == "rate"
        data = {str(one["name"]): str(one["value"]) for one in form.select("input[name]")}
        for select in self.page.select("select[form=rate]"):
            option = select.select_one("option[selected]") or select.select_one("option")
            data[str(select["name"])] = str(option["value"]) if option else ""
        data |= self.chosen
        if button.get("name"):
            data[str(button["name"])] = str(button["value"])
        self.answer = self.client.post(str(form["action"]), data)
        self.page = BeautifulSoup(self.answer.content, "html.parser")
        if self.answer.status_code == 303:
            self.led_to = self.answer["Location"]
            self.open(self.led_to.split("#")[0])
        return self.page

    def score(self, number: int) -> str:
        return words(self.page.select_one(f"#c{number} .comment__rating"))

    def own(self, number: int) -> str:
        """What the select of a comment says that this reader thinks."""
        option = self.page.select_one(f"#c{number} select[form=rate] option[selected]")
        return str(option["value"]) if option else ""


def words(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ", strip=True).split()) if tag else ""


def policy(**fields: object) -> None:
    found = DiscussionPolicy.current()
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()


def discussed(*comments: int | None) -> tuple[Thread, str]:
    thread = make.thread()
    make.comments(thread, comments or (None, None))
    return thread, thread.story.get_absolute_url()
