"""A second look-up hash beside the first, for the time in which its key is changed; history keeps neither."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_service_feedback"),
        ("clients", "0006_consent"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="client",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="client",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="client",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="client",
            name="client_identity_whole",
        ),
        migrations.RemoveField(
            model_name="clientevent",
            name="identity_hash",
        ),
        migrations.AddField(
            model_name="client",
            name="identity_hash_second",
            field=models.BinaryField(blank=True, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="client",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_clientevent" ("area_id", "birth_date", "created_at", "email", "first_names", "gender", "id", "identity_cipher", "last_name", "municipality_id", "non_disclosure", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "post_office", "postal_code", "service_language", "street_address", "unit_id", "version") SELECT new_values."area_id", new_values."birth_date", new_values."created_at", new_values."email", new_values."first_names", new_values."gender", new_values."id", new_values."identity_cipher", new_values."last_name", new_values."municipality_id", new_values."non_disclosure", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."phone", new_values."post_office", new_values."postal_code", new_values."service_language", new_values."street_address", new_values."unit_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3cbef376da992d77113ec4fd19415214606cf710",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a5391",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_client",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="client",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_clientevent" ("area_id", "birth_date", "created_at", "email", "first_names", "gender", "id", "identity_cipher", "last_name", "municipality_id", "non_disclosure", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "post_office", "postal_code", "service_language", "street_address", "unit_id", "version") SELECT new_values."area_id", new_values."birth_date", new_values."created_at", new_values."email", new_values."first_names", new_values."gender", new_values."id", new_values."identity_cipher", new_values."last_name", new_values."municipality_id", new_values."non_disclosure", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."phone", new_values."post_office", new_values."postal_code", new_values."service_language", new_values."street_address", new_values."unit_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."area_id" IS DISTINCT FROM (new_values."area_id") OR old_values."birth_date" IS DISTINCT FROM (new_values."birth_date") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."first_names" IS DISTINCT FROM (new_values."first_names") OR old_values."gender" IS DISTINCT FROM (new_values."gender") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."identity_cipher" IS DISTINCT FROM (new_values."identity_cipher") OR old_values."last_name" IS DISTINCT FROM (new_values."last_name") OR old_values."municipality_id" IS DISTINCT FROM (new_values."municipality_id") OR old_values."non_disclosure" IS DISTINCT FROM (new_values."non_disclosure") OR old_values."phone" IS DISTINCT FROM (new_values."phone") OR old_values."post_office" IS DISTINCT FROM (new_values."post_office") OR old_values."postal_code" IS DISTINCT FROM (new_values."postal_code") OR old_values."service_language" IS DISTINCT FROM (new_values."service_language") OR old_values."street_address" IS DISTINCT FROM (new_values."street_address") OR old_values."unit_id" IS DISTINCT FROM (new_values."unit_id") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="aba8ff4bbd2aec6c97c7690fae53f3c440862a6b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_757e7",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_client",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="client",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_clientevent" ("area_id", "birth_date", "created_at", "email", "first_names", "gender", "id", "identity_cipher", "last_name", "municipality_id", "non_disclosure", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "post_office", "postal_code", "service_language", "street_address", "unit_id", "version") SELECT old_values."area_id", old_values."birth_date", old_values."created_at", old_values."email", old_values."first_names", old_values."gender", old_values."id", old_values."identity_cipher", old_values."last_name", old_values."municipality_id", old_values."non_disclosure", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."phone", old_values."post_office", old_values."postal_code", old_values."service_language", old_values."street_address", old_values."unit_id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3bca99282fee04d249a13e0623dfcfbc2b080d9e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f8895",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_client",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="client",
            constraint=models.UniqueConstraint(
                fields=("area", "identity_hash_second"),
                name="client_identity_once_second",
                violation_error_message="The area already has a client with this identity code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="client",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("identity_cipher__isnull", True),
                        ("identity_hash__isnull", True),
                        ("identity_hash_second__isnull", True),
                    ),
                    models.Q(
                        ("identity_cipher__isnull", False),
                        models.Q(
                            ("identity_hash__isnull", False), ("identity_hash_second__isnull", False), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="client_identity_whole",
            ),
        ),
    ]
