"""What is typed to get in: addresses, passwords, and answers of passkeys."""

from typing import Any
from uuid import UUID

from allauth.account.utils import url_str_to_user_pk
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from fido2.utils import websafe_decode

from accounts.context import clear_context, set_context
from accounts.models import User
from config.kernel.encryption import lookup_hash

LONGEST_PASSWORD = 256
CODE_SECONDS = 180


def password_field(*, label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    """Any characters, spaces included; a password manager may fill it in."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


class SignInForm(forms.Form):
    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username webauthn", "autocapitalize": "none"}),
    )
    password = password_field(label=_("Password"), autocomplete="current-password")


class ResetForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username", "autocapitalize": "none"})
    )


class NewPasswordForm(forms.Form):
    """A new password that the rules accept, typed once: a password manager or a sentence makes it, not a guess."""

    new_password = password_field(label=_("New password"), autocomplete="new-password")

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["new_password"].help_text = " ".join(password_validators_help_texts())

    def clean_new_password(self) -> str:
        password: str = self.cleaned_data["new_password"]
        validate_password(password, self.user)
        return password


class ChangePasswordForm(NewPasswordForm):
    """A person who has a password proves to know it; one who has none sets the first."""

    password = password_field(label=_("Present password"), autocomplete="current-password")
    field_order = ("password", "new_password")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        if not user.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if self.user is None or not self.user.check_password(password):
            raise ValidationError(_("This is not your present password."))
        return password


class PasskeySignInForm(LoginWebAuthnForm):
    """A passkey names its owner; that person's rows alone are visible while the answer is checked."""

    def clean_credential(self) -> Any:
        owner = _owner(self.cleaned_data["credential"])
        if owner is not None:
            set_context(user=owner)
        try:
            return super().clean_credential()
        except ValidationError:
            clear_context()
            raise


def _owner(credential: Any) -> UUID | None:
    try:
        key = url_str_to_user_pk(websafe_decode(credential["response"]["userHandle"]).decode())
    except (TypeError, ValueError, KeyError, AttributeError, ValidationError):
        return None
    return key if isinstance(key, UUID) else None


class UsedOnce:
    """A code opens one thing: the library forgets a used code sooner than it stops being good."""

    user: User
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # the form's own
        typed = "".join(code.split())
        if not cache.add(f"code:{self.user.pk}:{lookup_hash(typed, place='used code').hex()}", "used", CODE_SECONDS):
            raise ValidationError(_("This code was used already. Wait for the next one."))
        return code


class CodeForm(UsedOnce, AuthenticateForm):
    """After the password."""


class CodeAgainForm(UsedOnce, ReauthenticateForm):
    """Before a weighty step."""
