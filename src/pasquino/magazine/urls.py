"""The addresses of the frame: uploaded pictures, and what robots and browsers ask for."""

from django.urls import path

from pasquino.magazine import views

urlpatterns = [
    path("media/<path:name>", views.media, name="media"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("site.webmanifest", views.manifest, name="manifest"),
]
