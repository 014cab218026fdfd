"""Builds what a test is about; a test says only what matters to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from pasquino.accounts.actions import make_account
from pasquino.accounts.models import ApiToken, Role, User
from pasquino.accounts.tokens import make_token
from pasquino.discussion import actions as discussion
from pasquino.discussion.models import Comment, Thread
from pasquino.magazine.models import Magazine
from pasquino.stories.models import PublishedStory, Section, Story, Topic, Writer
from pasquino.stories.publishing import Block, Draft, publish

_numbers = count(1)
NOON = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)


def magazine(**fields: object) -> Magazine:
    """The magazine, set as said."""
    found = Magazine.objects.first() or Magazine()
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()
    return found


def section(name: str = "River") -> Section:
    """A section, the same for the same name."""
    slug = name.lower().replace(" ", "-")
    return Section.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def topic(name: str = "Flood wall") -> Topic:
    """A topic, the same for the same name."""
    slug = name.lower().replace(" ", "-")
    return Topic.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def writer(name: str = "Ada Quill") -> Writer:
    """A writer, the same for the same name."""
    slug = name.lower().replace(" ", "-")
    return Writer.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def text(words: str) -> Block:
    """A block of running text: one paragraph, already HTML inside."""
    return Block("text", f"<p>{words}</p>")


def quotation(words: str = "The weir holds.", **source: str) -> Block:
    """A quotation block."""
    value = {"words": words, "speaker": "", "work": "", "publisher": "", "link": "", **source}
    return Block("quotation", value)


def draft(headline: str = "", **fields: object) -> Draft:
    """A draft of a story, with a text unless another is given."""
    headline = headline or f"Story {next(_numbers)}"
    given = {"section": section(), "blocks": [text("The river rose by almost a metre.")], **fields}
    return Draft(headline=headline, **given)  # type: ignore[arg-type]  # checked at run time by Draft


def story(
    headline: str = "", *, at: datetime | None = None, again: Story | None = None, **fields: object
) -> PublishedStory:
    """A published story, or with `again` the next edition of one."""
    moment = at or NOON + timedelta(minutes=next(_numbers))
    return publish(draft(headline, **fields), at=moment, story=again)


def thread(of: PublishedStory | None = None) -> Thread:
    """The thread of a story, by default of a new one."""
    return discussion.open_thread(of or story())


def comment(
    thread: Thread,
    *,
    by: User | None = None,
    answers: Comment | None = None,
    subject: str = "A word",
    source: str = "It was the mill.",
    at: datetime | None = None,
) -> Comment:
    """A comment in a thread, by a new reader unless said."""
    return discussion.post_comment(
        thread=thread,
        author=by or reader(),
        subject=subject,
        source=source,
        parent=answers,
        posted_at=at,
    )


def comments(thread: Thread, answers: Sequence[int | None]) -> list[Comment]:
    """Comments numbered from 1, each answering the one of that number, or nobody."""
    made: list[Comment] = []
    by = reader()
    for number in answers:
        made.append(comment(thread, by=by, answers=made[number - 1] if number else None))
    return made


def reader(name: str = "") -> User:
    """A reader with an account."""
    return person(name, Role.READER)


def person(name: str = "", role: Role = Role.READER) -> User:
    """Somebody with an account in a role."""
    return make_account(name=name or f"Reader {next(_numbers)}", role=role)


def rate(comment: Comment, *values: int) -> None:
    """Have as many new readers rate a comment."""
    for value in values:
        discussion.rate_comment(comment=comment, rater=reader(), value=value)


def token(of: User, *scopes: str) -> str:
    """The secret of a new API token of somebody; it may do everything unless said."""
    scopes = scopes or tuple(ApiToken.Scope.values)
    return make_token(member=of, name="a program", scopes=scopes)[1]


def bearer(of: User, *scopes: str) -> dict[str, str]:
    """The headers of a request to the API in somebody's name."""
    return {"Authorization": f"Bearer {token(of, *scopes)}"}
