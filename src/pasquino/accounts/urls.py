"""The addresses of this room: our own here, django-allauth's in guest_urls.py."""

from django.urls import URLPattern, path

from pasquino.accounts import guest_urls, views

urlpatterns: list[URLPattern] = [
    path("account/", views.account, name="account"),
    path("account/link/<str:secret>/", views.sign_in_link, name="sign-in-link"),
    *guest_urls.urlpatterns,
]
