"""Addresses of clients and contacts, below /api/v1/."""

from django.urls import path

from clients.api import views

urlpatterns = [
    path("clients/", views.ClientList.as_view(), name="clients"),
    path("clients/<uuid:client_id>/", views.ClientDetail.as_view(), name="client"),
    path("clients/<uuid:client_id>/contacts/", views.ClientContacts.as_view(), name="client_contacts"),
    path("contacts/", views.ContactList.as_view(), name="contacts"),
]
