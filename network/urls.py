from django.urls import path

from network.views import programmes

app_name = "network"

urlpatterns = [
    path("administration/programmes/", programmes.programme_list, name="programmes"),
    path("administration/programmes/new/", programmes.programme_new, name="programme_new"),
    path("administration/programmes/<str:code>/", programmes.programme_detail, name="programme"),
]
