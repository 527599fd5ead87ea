from django.urls import path

from config import health, metrics
from desk.views import home, my_day, search

app_name = "desk"

urlpatterns = [
    path("", home.home, name="home"),
    path("my-day/", my_day.my_day, name="my_day"),
    path("search/", search.search, name="search"),
    path("search/suggestions/", search.search_suggestions, name="search_suggestions"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("metrics", metrics.metrics, name="metrics"),
]
