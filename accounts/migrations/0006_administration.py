"""Administration: messages, notices, rights of administrators."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_sign_in")]

    operations = []
