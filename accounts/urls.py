from django.urls import path

from accounts.views import signin

app_name = "accounts"

urlpatterns = [
    path("sign-in/", signin.signin, name="signin"),
    path("sign-in/<str:token>/", signin.signin_link, name="signin_link"),
    path("sign-out/", signin.signout, name="signout"),
]
