"""The addresses of employers, a module for each noun; the first that fits is taken."""

from employers.urls import jobs, placing, register

app_name = "employers"

urlpatterns = [
    *jobs.urlpatterns,
    *placing.urlpatterns,
    *register.urlpatterns,
]
