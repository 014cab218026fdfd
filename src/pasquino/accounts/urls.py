"""The addresses of this room: our own here, django-allauth's in guest_urls.py."""

from django.urls import URLPattern, path

from pasquino.accounts import (
    closing_views,
    editor_views,
    guest_urls,
    member_views,
    token_views,
    views,
)

urlpatterns: list[URLPattern] = [
    path("account/", views.account, name="account"),
    path("account/link/<str:secret>/", views.sign_in_link, name="sign-in-link"),
    path("account/claim/", member_views.claim, name="claim"),
    path("account/data/", member_views.own_data, name="own-data"),
    path("account/close/", closing_views.close, name="close-account"),
    path("account/close/<str:secret>/", closing_views.close_by_link, name="close-by-link"),
    path("account/closed/", closing_views.closed, name="account-closed"),
    path("account/tokens/", token_views.own_tokens, name="tokens"),
    path("account/tokens/<int:number>/revoke/", token_views.revoke_token, name="revoke-token"),
    *guest_urls.urlpatterns,
    path("moderation/claims/", editor_views.claims_page, name="claims"),
    path("moderation/trust/", editor_views.trust_page, name="trust"),
]
