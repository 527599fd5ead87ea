"""What protects the rows: logins, row-level security, grants, triggers, migrations, the pooler's mode."""

import pgtrigger
from django.conf import settings
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from accounts.rls_exempt import EXEMPT
from config.kernel.rls import APP_LOGIN
from desk.operations.findings import Check, Findings, trouble, well
from desk.operations.postgres import Line, connect, query

SHOWN = 3
MIGRATE = "Run migrate; it sets grants and triggers right."


def logins() -> Findings:
    with connect("default", autocommit=True) as line:
        name, *powers = query(
            line,
            "SELECT current_user, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles"
            " WHERE rolname = current_user",
        )[0]
        owned = query(line, "SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")[0][0]
    advice = "Make the login anew as scripts/make_roles.sh does; an application that may all protects nobody."
    if name != APP_LOGIN:
        yield trouble("logins", f"The application's login is {name}; rights are given to {APP_LOGIN}.", advice)
    if any(powers) or owned:
        yield trouble("logins", f"The application's login {name} may more than it should, or owns tables.", advice)
    elif name == APP_LOGIN:
        yield well("logins", "The application's login gets in, owns nothing and bypasses nothing.")
    with connect("owner", autocommit=True) as line:
        bypasses = query(line, "SELECT rolbypassrls FROM pg_roles WHERE rolname = current_user")[0][0]
    if bypasses:
        yield well("logins", "The owner's login gets in.")
    else:
        yield trouble(
            "logins", "The owner's login is bound by row-level security.", "ALTER ROLE … BYPASSRLS: see above."
        )


def migrations() -> Findings:
    executor = MigrationExecutor(connections["owner"])
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        named = f"{waiting[0][0].app_label}.{waiting[0][0].name}"
        yield trouble("migrations", f"{len(waiting)} migrations are not applied, first {named}.", "Run migrate.")
    else:
        yield well("migrations", "Every migration is applied.")


def row_level_security() -> Findings:
    with connect("owner", autocommit=True) as line:
        found = query(
            line,
            "SELECT relname, relrowsecurity AND relforcerowsecurity,"
            " EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid) FROM pg_class c"
            " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
        )
    bare = sorted(name for name, forced, has_policy in found if name not in EXEMPT and not (forced and has_policy))
    if bare:
        yield trouble(
            "row-level security",
            f"{len(bare)} tables are open to every area, such as {', '.join(bare[:SHOWN])}.",
            "Take the installation out of service, then restore the protection from the migrations or a backup.",
        )
    else:
        yield well("row-level security", f"Row-level security is forced on {len(found) - len(EXEMPT)} tables.")


def grants() -> Findings:
    with connect("owner", autocommit=True) as line:
        wrong = sorted(name for name, (verbs, _why) in EXEMPT.items() if not _has_just(line, name, verbs))
        public = query(
            line,
            "SELECT c.relname FROM pg_class c, aclexplode(c.relacl) g"
            " WHERE g.grantee = 0 AND c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'",
        )
    found = [*wrong, *(str(name) for (name,) in public)]
    if found:
        named = ", ".join(found[:SHOWN])
        yield trouble("grants", f"{len(found)} tables have other rights than set, such as {named}.", MIGRATE)
    else:
        yield well("grants", "The application has the rights that are set, and nobody else has any.")


def _has_just(line: Line, table: str, verbs: str) -> bool:
    found = query(
        line,
        "SELECT g.privilege_type FROM pg_class c, aclexplode(c.relacl) g"
        " WHERE c.oid = to_regclass(%s) AND g.grantee = %s::regrole",
        [f'public."{table}"', APP_LOGIN],
    )
    return {str(verb) for (verb,) in found} == {verb.strip() for verb in verbs.split(",") if verb.strip()}


def history() -> Findings:
    missing = []
    for model, trigger in pgtrigger.registered():
        status, is_enabled = trigger.get_installation_status(model, database="owner")
        if status != pgtrigger.core.INSTALLED or not is_enabled:
            missing.append(f"{trigger.name} of {model._meta.db_table}")
    with connect("owner", autocommit=True) as line:
        soft = query(
            line,
            "SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND NOT prosecdef"
            " AND proname LIKE 'pgtrigger\\_%' AND prorettype = 'trigger'::regtype",
        )[0][0]
    if missing:
        yield trouble("history", f"{len(missing)} triggers are missing or off, such as {missing[0]}.", MIGRATE)
    elif soft:
        yield trouble("history", f"{soft} triggers run with the caller's rights.", MIGRATE)
    else:
        yield well("history", "Every change of a personal record is kept by triggers that nobody can switch off.")


def pooler() -> Findings:
    with connect("default", autocommit=True) as line:
        between = query(line, "SELECT pg_backend_pid()")[0][0] != line.info.backend_pid
    if between and settings.POOLER == "none":
        yield trouble(
            "pooler",
            "A pooler stands before the database, and TASMA_POOLER says none.",
            "Set TASMA_POOLER=transaction.",
        )
    else:
        yield well("pooler", f"The pooler's mode is set rightly: {settings.POOLER}.")


PROTECTION: tuple[tuple[str, Check], ...] = (
    ("logins", logins),
    ("migrations", migrations),
    ("row-level security", row_level_security),
    ("grants", grants),
    ("history", history),
    ("pooler", pooler),
)
