"""The register of employers, contacts with them, people known there, and who is willing to hire."""

from django.urls import path

from employers.views import contacts, employers, figures

_ONE = "employers/<uuid:employer_id>/"
_CONTACT = "employers/contacts/<uuid:employer_contact_id>/"

urlpatterns = [
    path("employers/", employers.employer_list, name="employers"),
    path("employers.csv", employers.employers_csv, name="employers_csv"),
    path("employers.xlsx", employers.employers_xlsx, name="employers_xlsx"),
    path("employers/new/", employers.employer_new, name="employer_new"),
    path("employers/to-confirm/", employers.to_confirm, name="to_confirm"),
    path("employers/suggestions/", contacts.employer_suggestions, name="suggestions"),
    path("employers/filters/new/", employers.filter_keep, name="filter_keep"),
    path("employers/filters/<uuid:employer_filter_id>/remove/", employers.filter_drop, name="filter_drop"),
    path("employers/figures/", figures.figures, name="figures"),
    path("employers/figures.csv", figures.figures_csv, name="figures_csv"),
    path("employers/figures.xlsx", figures.figures_xlsx, name="figures_xlsx"),
    path("employers/areas/", figures.by_area, name="by_area"),
    path("employers/areas.csv", figures.by_area_csv, name="by_area_csv"),
    path("employers/areas.xlsx", figures.by_area_xlsx, name="by_area_xlsx"),
    path("employers/contacts/", contacts.contact_list, name="contacts"),
    path("employers/contacts.csv", contacts.contacts_csv, name="contacts_csv"),
    path("employers/contacts.xlsx", contacts.contacts_xlsx, name="contacts_xlsx"),
    path("employers/contacts/new/", contacts.contact_new, name="contact_new"),
    path(_CONTACT, contacts.contact_detail, name="contact"),
    path(f"{_CONTACT}withdraw/", contacts.contact_withdraw, name="contact_withdraw"),
    path("employers/persons/<uuid:contact_person_id>/", contacts.person_change, name="person"),
    path("employers/willing/<uuid:willing_id>/confirm/", contacts.willing_confirm, name="willing_confirm"),
    path("employers/willing/<uuid:willing_id>/end/", contacts.willing_end, name="willing_end"),
    path(_ONE, employers.employer_detail, name="employer"),
    path(f"{_ONE}change/", employers.employer_change, name="employer_change"),
    path(f"{_ONE}contacts/new/", contacts.employer_contact_new, name="employer_contact_new"),
    path(f"{_ONE}persons/new/", contacts.person_new, name="person_new"),
    path(f"{_ONE}owner/", contacts.owner, name="owner"),
    path(f"{_ONE}establishments/new/", employers.establishment_new, name="establishment_new"),
    path("establishments/<uuid:establishment_id>/", employers.establishment_change, name="establishment"),
]
