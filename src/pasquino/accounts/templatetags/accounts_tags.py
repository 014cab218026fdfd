"""What the pages of the doors need in templates."""

from __future__ import annotations

import json
from ipaddress import ip_address
from typing import Any
from xml.etree.ElementTree import fromstring

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pasquino.accounts import networks, sweepers

register = template.Library()


@register.filter
def as_json(value: object) -> str:
    """A value as JSON, for a `data-` attribute; the template escapes it."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def network(address: str) -> str:
    """The network an address kept with a session stands for."""
    return networks.network(ip_address(address))


@register.filter
def qr_code(svg: str) -> SafeString:
    """The path of a QR code drawn by django-allauth, as a picture with a name."""
    drawn = fromstring(svg.encode())  # noqa: S314 - drawn by us a moment ago
    path = drawn.find("{http://www.w3.org/2000/svg}path")
    shape = "" if path is None else path.get("d", "")
    return format_html(
        '<svg class="qr" viewBox="{}" role="img" aria-label="{}"><path d="{}"></path></svg>',
        drawn.get("viewBox", ""),
        _("QR code for your app"),
        shape,
    )


@register.inclusion_tag("accounts/_sweepers_ways.html", takes_context=True)
def sweepers_ways(context: template.Context) -> dict[str, Any]:
    """The navigation of moderation, for whoever is signed in."""
    request = context["request"]
    return {"ways": sweepers.ways(request.user), "path": request.path}
