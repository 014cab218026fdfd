"""The addresses of this room; the story's page stands here, as it shows both."""

from django.urls import path, re_path

from pasquino.discussion import (
    changing_views,
    draft_views,
    feeds,
    rating_views,
    reader_views,
    telling_views,
    views,
    writing_views,
)
from pasquino.stories.urls import FORM, STORY

COMMENT = rf"^{STORY}/comments/(?P<number>[1-9]\d{{0,8}})"
FIGURE, CLAIM = (rf"(?P<{name}>[1-9][0-9]{{0,17}})" for name in ("figure", "claim"))

urlpatterns = [
    re_path(rf"^{STORY}/$", views.story_page, name="story"),
    re_path(rf"{COMMENT}/$", views.comment_page, name="comment"),
    re_path(rf"^{STORY}/comments/new/$", writing_views.new_comment, name="comment-new"),
    re_path(rf"{COMMENT}/reply/$", writing_views.reply, name="comment-reply"),
    re_path(rf"{COMMENT}/held/$", writing_views.held, name="comment-held"),
    re_path(rf"{COMMENT}/edit/$", changing_views.edit, name="comment-edit"),
    re_path(rf"{COMMENT}/add/$", changing_views.add, name="comment-add"),
    re_path(rf"{COMMENT}/remove/$", changing_views.remove, name="comment-remove"),
    re_path(rf"{COMMENT}/history/$", changing_views.history, name="comment-history"),
    re_path(rf"{COMMENT}/tell/$", telling_views.tell, name="comment-tell"),
    re_path(rf"{COMMENT}/newer/{FIGURE}/$", telling_views.newer, name="comment-newer"),
    re_path(rf"{COMMENT}/assess/{CLAIM}/$", telling_views.assess, name="comment-assess"),
    re_path(rf"{COMMENT}/ratings/$", rating_views.ratings, name="comment-ratings"),
    re_path(rf"^{STORY}/rate/$", rating_views.rate, name="rate"),
    path("account/drafts/", draft_views.drafts, name="drafts"),
    path("account/drafts/<int:draft>/discard/", draft_views.discard, name="draft-discard"),
    path("account/preferences/", reader_views.preferences_page, name="preferences"),
    path("account/reading/", reader_views.remember_reading, name="remember-reading"),
    path("reader/<str:slug>/", reader_views.reader, name="reader"),
    re_path(rf"^feeds/comments{FORM}", feeds.comments, name="comments-feed"),
    re_path(rf"^feeds/{STORY}/comments{FORM}", feeds.story_comments, name="story-comments-feed"),
]
