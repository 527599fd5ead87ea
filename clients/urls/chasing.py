"""The chase list."""

from django.urls import path

from clients.views import chasing

urlpatterns = [
    path("chase-list/", chasing.chase_list, name="chase"),
    path("chase-list.csv", chasing.chase_csv, name="chase_csv"),
    path("chase-list.xlsx", chasing.chase_xlsx, name="chase_xlsx"),
]
