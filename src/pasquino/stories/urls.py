"""The addresses of this room; a story's own page stands in `discussion`, which shows both."""

from django.urls import path, re_path

from pasquino.stories import assessments_feed, exports, feeds, sitemaps, views

FORM = r"\.(?P<form>atom|json)$"
SLUG = r"(?P<slug>[-a-zA-Z0-9_]+)"
STORY = r"(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<slug>[-a-zA-Z0-9_]+)"

urlpatterns = [
    path("", views.front, name="front"),
    path("section/<slug:slug>/", views.section, name="section"),
    path("topic/<slug:slug>/", views.topic, name="topic"),
    path("writer/<slug:slug>/", views.writer, name="writer"),
    path("archive/", views.archive, name="archive"),
    re_path(r"^archive/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/$", views.month, name="month"),
    path("corrections/", views.corrections, name="corrections"),
    path("preview/<str:token>/", views.preview, name="preview"),
    re_path(rf"^{STORY}/history/$", views.history, name="history"),
    re_path(rf"^{STORY}/quotations\.json$", exports.quotations, name="story-quotations"),
    re_path(rf"^{STORY}/sources\.(?P<form>json|bib|ris)$", exports.sources, name="story-sources"),
    re_path(rf"^feeds/stories{FORM}", feeds.stories, name="stories-feed"),
    re_path(rf"^feeds/section/{SLUG}{FORM}", feeds.section, name="section-feed"),
    re_path(rf"^feeds/topic/{SLUG}{FORM}", feeds.topic, name="topic-feed"),
    re_path(rf"^feeds/writer/{SLUG}{FORM}", feeds.writer, name="writer-feed"),
    re_path(rf"^feeds/assessments{FORM}", assessments_feed.assessments, name="assessments-feed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-news.xml", sitemaps.news, name="news-sitemap"),
    path("sitemaps/lists.xml", sitemaps.lists, name="lists-sitemap"),
    re_path(
        r"^sitemaps/(?P<year>[0-9]{4})-(?P<month>[0-9]{2})\.xml$",
        sitemaps.month,
        name="month-sitemap",
    ),
]
