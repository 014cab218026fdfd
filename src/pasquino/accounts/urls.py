"""The addresses of this room."""

from django.urls import path

from pasquino.accounts import views

urlpatterns = [
    path("account/link/<str:secret>/", views.sign_in_link, name="sign-in-link"),
]
