"""The addresses of employers, a module for each noun; the first that fits is taken."""

from employers.urls import occasions, public, serving

app_name = "employers"

urlpatterns = [*public.urlpatterns, *occasions.urlpatterns, *serving.urlpatterns]
