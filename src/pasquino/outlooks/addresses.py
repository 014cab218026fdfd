"""Addresses of a claim: its page, and where at the desk it is assessed."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from pasquino.outlooks.models import OutlookClaim


def of_claim(claim: OutlookClaim) -> str:
    """The claim's own page, with all its assessments."""
    return reverse("outlook-claim", args=[claim.outlook_id, claim.key])


def of_assessing(claim: OutlookClaim) -> str:
    """Where an editor assesses a claim; empty where the desk has no such page."""
    try:
        return reverse("desk-outlook-assess", args=[claim.pk])
    except NoReverseMatch:
        return ""
