"""The addresses of this room."""

from django.urls import path

from pasquino.accounts import token_views, views

urlpatterns = [
    path("account/link/<str:secret>/", views.sign_in_link, name="sign-in-link"),
    path("account/tokens/", token_views.own_tokens, name="tokens"),
    path("account/tokens/<int:number>/revoke/", token_views.revoke_token, name="revoke-token"),
]
