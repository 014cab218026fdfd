"""Link health at the desk: how the links of cited sources stand, the worst first."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from pasquino.sources import citing, link_jobs, link_words, links
from pasquino.sources.desk_door import by_editors, shown
from pasquino.sources.models import LinkState

SHOWN = 40
_State = LinkState.State
WORST_FIRST = (
    _State.GONE, _State.REPLACED, _State.FAILING, _State.CHANGED, _State.BLOCKED,
    _State.REDIRECTED, _State.UNCHECKED, _State.OK,
)  # fmt: skip
TO_SEE_TO = WORST_FIRST[:4]
_DIGITS = 18


@dataclass(frozen=True)
class Row:
    """A link in the list; `told` are sentences of the rooms that quote the work."""

    link: LinkState
    cited: int
    told: list[str]


@by_editors
def health(request: HttpRequest) -> HttpResponse:
    """The links that need somebody, or those in one state."""
    state = request.GET.get("state", "")
    states = [state] if state in _State.values else list(TO_SEE_TO)
    found = links.watched().filter(state__in=states).order_by(_rank(), "-pk")
    after = _place(request.GET.get("after", ""))
    if after:
        state_there, number = after
        better = WORST_FIRST[WORST_FIRST.index(state_there) + 1 :]
        found = found.filter(Q(state__in=better) | Q(state=state_there, pk__lt=number))
    rows = list(found.select_related("address__work")[: SHOWN + 1])
    further = ""
    if len(rows) > SHOWN:
        last = rows[SHOWN - 1]
        asked = {"state": state} if state else {}
        further = "?" + urlencode({**asked, "after": f"{last.state}.{last.pk}"})
    context = {"rows": _rows(rows[:SHOWN]), "further": further, "state": state, "tabs": tabs()}
    return shown(request, "links.html", context)


@by_editors
@require_POST
def look_now(request: HttpRequest, address_id: int) -> HttpResponse:
    """Have one link looked at before all others."""
    link = get_object_or_404(LinkState, pk=address_id)
    link_jobs.lend(link, timezone.now(), priority=0)
    messages.success(request, _("The link is being looked at; come back in a minute."))
    return redirect("desk-links")


def _rank() -> Case:
    """The worst state first."""
    whens = [When(state=state, then=Value(rank)) for rank, state in enumerate(WORST_FIRST)]
    return Case(*whens, output_field=IntegerField())


def _place(text: str) -> tuple[LinkState.State, int] | None:
    """State and number of the last link seen."""
    state, _dot, number = text.partition(".")
    is_number = number.isascii() and number.isdecimal() and len(number) <= _DIGITS
    return (_State(state), int(number)) if is_number and state in _State.values else None


def _rows(found: list[LinkState]) -> list[Row]:
    works = {link.address.work_id for link in found}
    cited = citing.counts(works)
    told = link_words.told(works)
    return [Row(link, cited[link.address.work_id], told[link.address.work_id]) for link in found]


def tabs() -> list[tuple[str, str, int]]:
    """Each state with its words and how many links stand so, the worst first."""
    counted = links.watched().order_by().values_list("state").annotate(count=Count("pk"))
    counts: dict[str, int] = dict(counted)
    return [
        (state.value, str(state.label), counts[state]) for state in WORST_FIRST if state in counts
    ]
