from django.urls import path

from accounts.views import devices, factors, messages, recovery, signin

app_name = "accounts"

urlpatterns = [
    path("messages/", messages.message_list, name="messages"),
    path("messages/read/", messages.messages_read, name="messages_read"),
    path("sign-in/", signin.signin, name="signin"),
    path("sign-in/<str:token>/", signin.signin_link, name="signin_link"),
    path("sign-out/", signin.signout, name="signout"),
    path("session/", devices.session, name="session"),
    path("account/passkey/options/", signin.passkey_options, name="passkey_options"),
    path("account/passkey/", signin.passkey_signin, name="passkey_signin"),
    path("account/second-factor/", signin.second_factor, name="second_factor"),
    path("account/step-up/", factors.step_up, name="step_up"),
    path("account/reset/", recovery.password_reset, name="password_reset"),
    path("account/link/<str:token>/", recovery.link, name="link"),
    path("account/password/", recovery.password, name="password"),
    path("account/security/", factors.security, name="security"),
    path("account/security/app/", factors.app_add, name="app_add"),
    path("account/security/passkey/", factors.passkey_add, name="passkey_add"),
    path("account/security/<int:factor_id>/remove/", factors.factor_remove, name="factor_remove"),
    path("account/security/codes/", factors.recovery_codes, name="recovery_codes"),
    path("account/security/codes/new/", factors.recovery_codes_new, name="recovery_codes_new"),
    path("account/devices/", devices.devices, name="devices"),
    path("account/devices/others/end/", devices.devices_end, name="devices_end"),
    path("account/devices/<int:session_id>/end/", devices.device_end, name="device_end"),
]
