"""The address of the Contribute page."""

from django.urls import path

from pasquino.funding import views

urlpatterns = [path("contribute/", views.contribute, name="contribute")]
