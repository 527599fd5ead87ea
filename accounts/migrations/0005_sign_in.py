"""Signing in: rate limits, kinds of links, security events, the cache table; rows of factors and sessions are one's own."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from config.kernel.rls import ACTOR, protect

OWN = f"user_id = {ACTOR}"
OWN_OR_COLLEAGUE = f"{OWN} OR EXISTS (SELECT 1 FROM accounts_membership m WHERE m.user_id = mfa_authenticator.user_id)"

# As `manage.py createcachetable` makes it.
CACHE = """
CREATE TABLE django_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, expires timestamp with time zone NOT NULL
);
CREATE INDEX django_cache_expires ON django_cache (expires);
"""

LINK_KINDS = [
    ("console", "Sign in, made by the operator"),
    ("invitation", "Set a password and a second factor"),
    ("reset", "Set a new password"),
]
EVENT_KINDS = [
    ("signed_in", "Signed in"),
    ("sign_in_refused", "Sign-in refused"),
    ("signed_out", "Signed out"),
    ("link_used", "One-time link used"),
    ("factor_added", "Second factor added"),
    ("factor_removed", "Second factor removed"),
    ("factor_refused", "Second factor refused"),
    ("factor_given", "Second factor given"),
    ("codes_made", "Recovery codes made"),
    ("password_set", "Password set"),
    ("reset_asked", "Reset of the password asked for"),
    ("reset_by_administrator", "Sign-in reset by an administrator"),
    ("sessions_ended", "Signed out everywhere"),
    ("limited", "Too many attempts"),
]


def person() -> models.ForeignKey:
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_membership_rights"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("usersessions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="RateLimit",
            fields=[
                ("key", models.BinaryField(primary_key=True, serialize=False)),
                ("window_start", models.DateTimeField()),
                ("count", models.PositiveIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name="signinlink",
            name="kind",
            field=models.CharField(choices=LINK_KINDS, default="console", max_length=10),
        ),
        migrations.CreateModel(
            name="SecurityEvent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("kind", models.CharField(choices=EVENT_KINDS, max_length=24)),
                ("detail", models.CharField(blank=True, max_length=200)),
                ("request_id", models.CharField(blank=True, max_length=36)),
                ("origin_hash", models.BinaryField(default=bytes)),
                ("actor", person()),
                ("subject", person()),
            ],
            options={"indexes": [models.Index(fields=["subject", "at"], name="securityevent_subject_at")]},
        ),
        migrations.RunSQL(CACHE, "DROP TABLE django_cache"),
        protect("accounts_securityevent", verbs="INSERT", using="true"),
        protect("mfa_authenticator", using=OWN_OR_COLLEAGUE, check=OWN),
        protect("usersessions_usersession", using=OWN),
    ]
