"""The addresses of employers, a module for each noun; the first that fits is taken."""

from employers.urls import register

from employers.urls import placing

app_name = "employers"

urlpatterns = [*register.urlpatterns]
from employers.urls import jobs

app_name = "employers"

urlpatterns = [
    *jobs.urlpatterns,
urlpatterns: list[URLPattern] = [
    *placing.urlpatterns,
]
