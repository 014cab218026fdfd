"""The addresses of this room."""

from django.urls import path

from pasquino.search import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/opensearch.xml", views.opensearch, name="opensearch"),
]
