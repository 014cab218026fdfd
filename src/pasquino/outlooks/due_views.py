"""What is due: claims whose review has been missed, for editors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pasquino.accounts.access import only
from pasquino.accounts.models import Role
from pasquino.outlooks import reader_words, records
from pasquino.outlooks.addresses import of_assessing, of_claim


@only(Role.EDITOR, Role.ADMIN, why="editors assess claims")
def due(request: HttpRequest) -> HttpResponse:
    """All overdue claims, the longest overdue first."""
    rows = [
        {
            "claim": one.claim,
            "address": of_claim(one.claim),
            "standing": one.standing,
            "state": reader_words.state(one.standing),
            "review": reader_words.review(one.standing),
            "last_assessed": reader_words.last_assessed(one.standing),
            "assess_at": of_assessing(one.claim),
        }
        for one in records.due()
    ]
    return render(request, "outlooks/due.html", {"rows": rows})
