"""The public addresses of this room; the desk's are in `wagtail_hooks.py`."""

from django.urls import path, re_path

from pasquino.sources import views

urlpatterns = [
    path("sources/", views.sources, name="sources"),
    path("sources/<int:number>/", views.source, name="source"),
    re_path(
        r"^sources/(?P<number>[0-9]{1,18})/citation\.(?P<form>json|bib|ris)$",
        views.citation,
        name="source-citation",
    ),
]
