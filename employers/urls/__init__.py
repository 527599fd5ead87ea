"""The addresses of employers, a module for each noun; the first that fits is taken."""

from employers.urls import jobs, occasions, placing, public, register, serving

app_name = "employers"

urlpatterns = [
    *jobs.urlpatterns,
    *occasions.urlpatterns,
    *placing.urlpatterns,
    *public.urlpatterns,
    *register.urlpatterns,
    *serving.urlpatterns,
]
