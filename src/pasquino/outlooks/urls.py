"""The public addresses of this room; the desk's are in `wagtail_hooks.py`."""

from django.urls import path

from pasquino.outlooks import due_views, probability_views, proposing_views, views

CLAIM = "outlooks/<int:number>/claims/<str:key>/"

urlpatterns = [
    path("outlooks/", views.outlooks, name="outlooks"),
    path("outlooks/due/", due_views.due, name="outlooks-due"),
    path("outlooks/<int:number>/", views.outlook, name="outlook"),
    path("outlooks/<int:number>/outlook.json", views.download, name="outlook-download"),
    path(CLAIM, views.claim, name="outlook-claim"),
    path(f"{CLAIM}probability/", probability_views.probability, name="outlook-probability"),
    path(f"{CLAIM}propose/", proposing_views.propose, name="outlook-propose"),
    path("account/assessments/", proposing_views.own, name="own-assessments"),
    path("account/probabilities/", probability_views.own, name="own-probabilities"),
]
