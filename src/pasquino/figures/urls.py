"""The public addresses of this room; the desk's are in `wagtail_hooks.py`."""

from django.urls import path, re_path

from pasquino.figures import newer_views, views

_FORMS = r"(?P<form>csv|schema\.json|json|jsonld)"

urlpatterns = [
    path("figures/", views.figures, name="figures"),
    path("figures/<int:number>/", views.figure, name="figure"),
    path("figures/<int:number>/newer/", newer_views.newer, name="figure-newer"),
    path("account/newer-counts/", newer_views.own, name="own-newer-counts"),
    re_path(
        rf"^figures/(?P<number>[0-9]{{1,18}})/figure\.{_FORMS}$",
        views.figure_download,
        name="figure-download",
    ),
    path("figures/series/<int:number>/", views.series, name="figure-series"),
    re_path(
        rf"^figures/series/(?P<number>[0-9]{{1,18}})/series\.{_FORMS}$",
        views.series_download,
        name="figure-series-download",
    ),
]
