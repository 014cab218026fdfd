"""The addresses of this room; all of them are for moderators, editors and administrators."""

from django.urls import path

from pasquino.moderation import views, views_held, views_quotations, views_targets

urlpatterns = [
    path("moderation/", views.done, name="moderation"),
    path("moderation/undo/<int:action_id>/", views.undo, name="moderation-undo"),
    path("moderation/held/", views_held.held, name="moderation-held"),
    path("moderation/holding/", views_held.holding_switch, name="moderation-holding"),
    path("moderation/quotations/", views_quotations.quotations, name="moderation-quotations"),
    path("moderation/suspended/", views.suspended, name="moderation-suspended"),
    path("moderation/comment/<int:comment_id>/", views_targets.comment, name="moderation-comment"),
    path("moderation/thread/<int:thread_id>/", views_targets.thread, name="moderation-thread"),
    path("moderation/account/<str:slug>/", views_targets.account, name="moderation-account"),
]
