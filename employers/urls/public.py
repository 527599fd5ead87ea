from django.urls import path

from employers.views import interest, public

PLACE = "employer-services/<str:lang>/"

urlpatterns = [
    path("robots.txt", public.robots, name="robots"),
    path("employer-services/", public.service_packages, name="service_packages"),
    path("employer-services/sitemap.xml", public.sitemap, name="sitemap"),
    path(PLACE, public.service_package, name="service_package"),
    path(f"{PLACE}package.pdf", public.package_paper_pdf, name="package_paper"),
    path(f"{PLACE}calculator/", public.reckoning, name="reckoning"),
    path(f"{PLACE}interest/", public.interest_new, name="interest_new"),
    path(f"{PLACE}interest/sent/", public.interest_sent, name="interest_sent"),
    path(f"{PLACE}interest/<str:token>/", public.interest_confirm, name="interest_confirm"),
    path("employer-interest/", interest.interest_list, name="interests"),
    path("employer-interest/<uuid:interest_id>/", interest.interest_detail, name="interest"),
    path("employer-interest/<uuid:interest_id>/accept/", interest.interest_accept, name="interest_accept"),
    path("employer-interest/<uuid:interest_id>/decline/", interest.interest_decline, name="interest_decline"),
    path("employer-interest.csv", interest.interests_csv, name="interests_csv"),
    path("employer-interest.xlsx", interest.interests_xlsx, name="interests_xlsx"),
]
