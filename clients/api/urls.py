"""Addresses of clients and contacts, below /api/v1/."""

from django.urls import path

from clients.api.views import clients, contacts, places

urlpatterns = [
    path("clients/", clients.ClientList.as_view(), name="clients"),
    path("clients/<uuid:client_id>/", clients.ClientDetail.as_view(), name="client"),
    path("clients/<uuid:client_id>/contacts/", contacts.ClientContacts.as_view(), name="client_contacts"),
    path("contacts/", contacts.ContactList.as_view(), name="contacts"),
    path("contacts/<uuid:contact_id>/", contacts.ContactDetail.as_view(), name="contact"),
    path("units/", places.UnitList.as_view(), name="units"),
    path("staff/", places.StaffList.as_view(), name="staff"),
]
