"""What a person changes about oneself."""

from django.conf import settings
from django.db import transaction
from django.db.models import F

from accounts.models import User


@transaction.atomic
def choose_language(*, actor: User, language: str) -> None:
    """Pages and mails are in this language from now on, at the next sign-in too; another word changes nothing."""
    if language in dict(settings.LANGUAGES) and language != actor.language:
        User.objects.filter(pk=actor.pk).update(language=language, version=F("version") + 1)
        actor.language = language
