"""All addresses of the magazine, room by room."""

from django.urls import include, path
from wagtail.admin import urls as desk

from pasquino.accounts.views import desk_door
from pasquino.config import views

urlpatterns = [
    path("", include("pasquino.stories.urls")),
    path("", include("pasquino.sources.urls")),
    path("", include("pasquino.figures.urls")),
    path("", include("pasquino.outlooks.urls")),
    path("", include("pasquino.search.urls")),
    path("", include("pasquino.discussion.urls")),
    path("", include("pasquino.moderation.urls")),
    path("", include("pasquino.funding.urls")),
    path("", include("pasquino.accounts.urls")),
    path("", include("pasquino.magazine.urls")),
    path("api/v1/", include("pasquino.config.api")),
    path("healthz", views.healthz, name="healthz"),
    path("desk/login/", desk_door, name="wagtailadmin_login"),
    path("desk/", include(desk)),
]

handler400 = "pasquino.magazine.views.bad_request"
handler403 = "pasquino.magazine.views.forbidden"
handler404 = "pasquino.magazine.views.not_found"
handler500 = "pasquino.magazine.views.failed"
