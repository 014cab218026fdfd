"""Names by which a reader could be taken for the magazine, its people, or somebody who left."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pasquino.accounts import names
from pasquino.accounts.models import Role
from pasquino.magazine.models import Magazine

_OTHERS = ("admin", "administration", "staff", "support", "system", "root", "webmaster")
_FORMER = "former member %(number)d"  # whatever language the magazine spoke when they left


def former_member(number: int) -> str:
    """What a closed account is called."""
    return _("former member %(number)d") % {"number": number}


def looks_former(name: str) -> bool:
    """Whether a name has in it what closed accounts are called."""
    here = _("former member %(number)d")
    stems = {form for text in (_FORMER, here) for form in _forms(text.replace("%(number)d", ""))}
    return any(stem in form for stem in stems for form in _forms(name))


def is_official(name: str) -> bool:
    """Whether a name is a role's (“Moderator”, “The Editors”) or the magazine's own."""
    roles = [role for role in Role if role != Role.READER]
    singular = [str(word) for role in roles for word in (role.value, role.label)]
    words = [*singular, *(f"{word}s" for word in singular), *_OTHERS]
    magazine = (Magazine.objects.first() or Magazine()).name
    official = {form for word in (*words, magazine) for form in _forms(word)} - {""}
    return not official.isdisjoint(_forms(name) | _forms(name.casefold().removeprefix("the ")))


def _forms(text: str) -> set[str]:
    """How a text reads and how it looks, whatever stands between its letters."""
    folded = names.folded(text)
    forms = (folded, names.skeleton(text), names.skeleton(folded))
    return {"".join(filter(str.isalnum, form)) for form in forms}
