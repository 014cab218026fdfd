"""The forms in which members write; what comes back refused comes back whole."""

from __future__ import annotations

import re
import secrets

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pasquino.discussion import texts
from pasquino.discussion.actions.posting import LONGEST_SUBJECT, LONGEST_TEXT
from pasquino.discussion.actions.submitting import has_word

_LINE_BREAKS = re.compile(r"[\r\n]+")
_ANSWER = re.compile(r"re:\s", re.IGNORECASE)


class Words(forms.Field):
    """What somebody has written, as they wrote it; a browser's line ends become plain ones.

    Not a CharField: that one strips, and refuses NUL, which is stored as U+FFFD here.
    """

    def to_python(self, value: object) -> str:
        """The text that will be stored."""
        return texts.printable(str(value or "").replace("\r\n", "\n"))


class SubjectField(Words):
    """A subject: one line with at least one letter or digit, at most 200 characters."""

    def to_python(self, value: object) -> str:
        """The line that will be stored."""
        return _LINE_BREAKS.sub(" ", super().to_python(value))

    def validate(self, value: str) -> None:
        """Raise ValidationError with a sentence."""
        if not value.strip():
            raise ValidationError(_("Give your comment a subject."))
        if not has_word(value):
            raise ValidationError(_("The subject needs at least one letter or digit."))
        if len(value) > LONGEST_SUBJECT:
            sentence = _(
                "The subject has {count} characters; it may have {most}. Nothing was cut."
            )
            raise ValidationError(_counted(sentence, len(value), LONGEST_SUBJECT))


class SourceField(Words):
    """The text of a comment: something, at most 64 KiB of UTF-8."""

    def validate(self, value: str) -> None:
        """Raise ValidationError with a sentence."""
        if not value.strip():
            raise ValidationError(_("Write something first."))
        if (size := len(value.encode())) > LONGEST_TEXT:
            sentence = _(
                "Your text has {count} bytes; a comment may have {most} (64 KiB). Nothing was "
                "cut: all of it is in the form below."
            )
            raise ValidationError(_counted(sentence, size, LONGEST_TEXT))


def _counted(sentence: str, count: int, most: int) -> str:
    counts = {
        name: number_format(n, force_grouping=True, use_l10n=True)
        for name, n in (("count", count), ("most", most))
    }
    return sentence.format(**counts)


class CommentForm(forms.Form):
    """A comment or an answer; `key` is the form's own, `previewed` says that it was shown."""

    subject = SubjectField(required=False, label=gettext_lazy("Subject"))
    source = SourceField(required=False, label=gettext_lazy("Your comment"))
    key = forms.Field(required=False)
    previewed = forms.BooleanField(required=False)


class EditForm(forms.Form):
    """A comment anew; `version` is the one that was opened for editing."""

    subject = SubjectField(required=False, label=gettext_lazy("Subject"))
    source = SourceField(required=False, label=gettext_lazy("Your comment"))
    version = forms.IntegerField(required=False)


class AdditionForm(forms.Form):
    """What is written below a comment later."""

    source = SourceField(required=False, label=gettext_lazy("Your addition"))


def new_key() -> str:
    """A key for a form that was not sent yet."""
    return secrets.token_urlsafe(16)


def answering(subject: str) -> str:
    """The subject of an answer: “Re: …” once, at most as long as a subject may be."""
    whole = subject if _ANSWER.match(subject) else f"Re: {subject}"
    if len(whole) <= LONGEST_SUBJECT:
        return whole
    return whole[: LONGEST_SUBJECT - 2].rsplit(" ", 1)[0] + " …"


def quoting(source: str) -> str:
    """A text as a quotation in CommonMark: each line behind `> `."""
    return "\n".join(f"> {line}" if line.strip() else ">" for line in source.split("\n"))
