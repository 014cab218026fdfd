"""What a token is good for, told to whoever shows it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from pasquino.accounts.api_access import Token, token_of

router = Router(tags=["token"])


class TokenTold(Schema):
    holder: str = Field(description="The member's name.", examples=["Tamsin Vale"])
    name: str = Field(description="What the member called the token.", examples=["my reader"])
    scopes: list[str] = Field(examples=[["comment", "rate"]])
    expires_at: datetime


@router.get("/me", auth=Token(), response=TokenTold, summary="Look at your token", url_name="me")
def read_token(request: HttpRequest) -> dict[str, Any]:
    """Whose token it is, what it may do, and until when. Any token may ask."""
    token = token_of(request)
    return {
        "holder": token.member.name,
        "name": token.name,
        "scopes": token.scopes,
        "expires_at": token.expires_at,
    }
