from django.urls import path

from network.views import partners, programmes

app_name = "network"

urlpatterns = [
    path("administration/programmes/", programmes.programme_list, name="programmes"),
    path("administration/programmes/new/", programmes.programme_new, name="programme_new"),
    path("administration/programmes/<str:code>/", programmes.programme_detail, name="programme"),
    path("partners/", partners.partner_list, name="partners"),
    path("partners/new/", partners.partner_new, name="partner_new"),
    path("partners/<uuid:partner_id>/", partners.partner_detail, name="partner"),
    path("partners/<uuid:partner_id>/services/new/", partners.service_new, name="service_new"),
    path("partner-services/<uuid:service_id>/", partners.service_detail, name="service"),
]
