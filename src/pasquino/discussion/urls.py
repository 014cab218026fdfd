"""The addresses of this room; the story's page stands here, as it shows both."""

from django.urls import path, re_path

from pasquino.discussion import feeds, rating_views, views
from pasquino.stories.urls import FORM, STORY

urlpatterns = [
    re_path(rf"^{STORY}/$", views.story_page, name="story"),
    re_path(
        rf"^{STORY}/comments/(?P<number>[1-9]\d{{0,8}})/$", views.comment_page, name="comment"
    ),
    re_path(
        rf"^{STORY}/comments/(?P<number>[1-9]\d{{0,8}})/ratings/$",
        rating_views.ratings,
        name="comment-ratings",
    ),
    re_path(rf"^{STORY}/rate/$", rating_views.rate, name="rate"),
    path("reader/<str:slug>/", views.reader, name="reader"),
    re_path(rf"^feeds/comments{FORM}", feeds.comments, name="comments-feed"),
    re_path(rf"^feeds/{STORY}/comments{FORM}", feeds.story_comments, name="story-comments-feed"),
]
