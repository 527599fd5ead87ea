"""The addresses of employers, a module for each noun; the first that fits is taken."""

from employers.urls import public

app_name = "employers"

urlpatterns = [*public.urlpatterns]
