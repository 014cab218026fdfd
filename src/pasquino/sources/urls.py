"""The public addresses of this room; the desk's are in `wagtail_hooks.py`."""

from django.urls import path, re_path

from pasquino.sources import report_views, views

urlpatterns = [
    path("sources/", views.sources, name="sources"),
    path("sources/<int:number>/", views.source, name="source"),
    path("sources/<int:number>/report/", report_views.report, name="source-report"),
    re_path(
        r"^sources/(?P<number>[0-9]{1,18})/citation\.(?P<form>json|bib|ris)$",
        views.citation,
        name="source-citation",
    ),
]
