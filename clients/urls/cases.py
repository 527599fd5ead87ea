"""Taking a client in, the case, incoming referrals."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
