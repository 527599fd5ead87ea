"""What else a person is told, and the reading of a search."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_unsealed_reads"),
    ]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(
                choices=[
                    ("invitation", "You have been invited to Täsmä."),
                    ("rights_changed", "Your roles or rights in Täsmä have changed."),
                    ("deactivated", "Your account in Täsmä has been deactivated."),
                    ("reactivated", "Your account in Täsmä has been opened again."),
                    (
                        "new_device",
                        "You signed in to Täsmä on a device it did not know. If it was not you, change your password.",
                    ),
                    ("password_set", "The password of your account in Täsmä was changed."),
                    ("reset_link", "Somebody, perhaps you, asked for a link to set a new password in Täsmä."),
                    ("sign_in_reset", "An administrator of your area has reset your sign-in to Täsmä."),
                    ("factor_added", "A second factor was added to your account in Täsmä."),
                    ("factor_removed", "A second factor was removed from your account in Täsmä."),
                    ("codes_made", "New recovery codes were made for your account in Täsmä."),
                    ("client_received", "You have been made responsible for a client, or a co-owner."),
                    ("client_handed_over", "A client you were responsible for has been handed to a colleague."),
                    ("relation_ended", "Your relation to a client has ended."),
                    ("consultation_opened", "A consultation about a client has been opened."),
                    ("consultation_closed", "A consultation about a client has been closed."),
                    ("glass_opened", "Somebody opened a client of yours by exceptional access."),
                    ("glass_to_review", "An exceptional access waits for your review within seven days."),
                    ("glass_reviewed", "Your exceptional access to a client has been reviewed."),
                    ("glass_unjustified", "An exceptional access was found not justified."),
                    ("reading_to_review", "Reading of client data waits for your review."),
                    ("referral_arrived", "A referral has arrived in your unit's queue."),
                    ("task_given", "You have been given a task."),
                    ("task_due", "Tasks of yours are due."),
                    ("appointment_shared", "You have been added to an appointment."),
                    ("appointment_changed", "An appointment of yours was moved or cancelled."),
                    ("clients_merged", "Two records of a client of yours were merged, or parted again."),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="readlog",
            name="event",
            field=models.CharField(
                choices=[("katselu", "View"), ("haku", "Search"), ("vienti", "Export"), ("estetty", "Refused")],
                default="katselu",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="readlog",
            name="surface",
            field=models.CharField(
                choices=[
                    ("page", "Page"),
                    ("list", "List"),
                    ("search", "Search"),
                    ("export", "Export"),
                    ("api", "API"),
                    ("command", "Command"),
                ],
                max_length=8,
            ),
        ),
    ]
