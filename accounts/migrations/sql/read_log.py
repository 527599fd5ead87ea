"""The read log: it only grows, is sealed, read through functions alone, and watched."""

from django.db import migrations

from config.kernel.rls import ACTOR, APP_LOGIN, BY_AREA, protect, same_area

CLOSED = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
CONTEXT_AREAS = "coalesce(nullif(current_setting('app.areas', true), ''), '{}')::smallint[]"
CONTEXT_USER = "nullif(current_setting('app.user', true), '')::uuid"

# PostgreSQL alone fills these: the application can neither date a row nor name its transaction.
COLUMNS = f"""
ALTER TABLE accounts_readlog
    ALTER COLUMN at SET DEFAULT clock_timestamp(),
    ADD COLUMN xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    ADD COLUMN incarnation bigint NOT NULL DEFAULT (pg_control_system()).system_identifier;
CREATE INDEX readlog_xact ON accounts_readlog (incarnation, xact);
REVOKE ALL ON accounts_readlog FROM PUBLIC, {APP_LOGIN};
GRANT INSERT (area_id, actor_id, api_client, event, surface, purpose, ground, role, unit_id, found, field_groups,
    clients, request_id) ON accounts_readlog TO {APP_LOGIN};
"""
COLUMNS_BACK = f"""
ALTER TABLE accounts_readlog ALTER COLUMN at DROP DEFAULT, DROP COLUMN xact, DROP COLUMN incarnation;
REVOKE ALL ON accounts_readlog FROM {APP_LOGIN};
GRANT INSERT ON accounts_readlog TO {APP_LOGIN};
"""

# The canonical form of a row, which accounts.services.verifying makes again from the columns.
LINE = """
CREATE FUNCTION accounts_read_log_line(r accounts_readlog) RETURNS text
    LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
    AS $$ SELECT jsonb_build_array(r.id, (extract(epoch FROM r.at) * 1000000)::bigint, r.area_id, r.actor_id,
        r.api_client, r.event, r.surface, r.purpose, r.ground, r.role, r.unit_id, r.found, r.field_groups, r.clients,
        r.request_id, r.xact::text, r.incarnation)::text $$;
"""

# Every transaction below the horizon has ended, so no row of it can come any more. Transactions of other databases of
# the cluster are left out where their lock says whose they are: they write no row here and may last for hours.
HORIZON = f"""
CREATE FUNCTION accounts_read_log_horizon() RETURNS xid8
    LANGUAGE plpgsql VOLATILE {CLOSED} AS $$
DECLARE
    now_running CONSTANT pg_snapshot := pg_current_snapshot();
    lowest xid8;
BEGIN
    SELECT x INTO lowest FROM pg_snapshot_xip(now_running) AS x
        WHERE NOT EXISTS (
            SELECT 1 FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted AND l.transactionid = x::xid
              AND a.datid <> (SELECT oid FROM pg_database WHERE datname = current_database())
        ) ORDER BY x LIMIT 1;
    RETURN coalesce(lowest, pg_snapshot_xmax(now_running));
END $$;
"""

# A cluster that the database was restored from has ended altogether: its rows are sealed first, to the last.
SEAL = f"""
CREATE FUNCTION accounts_seal_read_log(most integer) RETURNS SETOF accounts_readseal
    LANGUAGE plpgsql {CLOSED} AS $$
DECLARE
    here CONSTANT bigint := (pg_control_system()).system_identifier;
    candidate bigint;
    chosen bigint;
    first_xact xid8;
    bound xid8;
    lowest xid8;
    full_at xid8;
    line text;
    made accounts_readseal;
BEGIN
    PERFORM pg_advisory_xact_lock(5277302);
    FOR candidate IN
        WITH RECURSIVE seen(cluster) AS (
            (SELECT r.incarnation FROM accounts_readlog r ORDER BY r.incarnation LIMIT 1)
            UNION ALL
            SELECT (SELECT r.incarnation FROM accounts_readlog r WHERE r.incarnation > seen.cluster
                    ORDER BY r.incarnation LIMIT 1)
            FROM seen WHERE seen.cluster IS NOT NULL
        ) SELECT cluster FROM seen WHERE cluster IS NOT NULL ORDER BY cluster = here, cluster
    LOOP
        first_xact := (SELECT coalesce(max(s.to_xact), 0) FROM accounts_readseal s
            WHERE s.incarnation = candidate)::text::xid8;
        bound := CASE WHEN candidate = here THEN accounts_read_log_horizon()
            ELSE '9223372036854775807'::xid8 END;
        SELECT r.xact INTO lowest FROM accounts_readlog r
            WHERE r.incarnation = candidate AND r.xact >= first_xact AND r.xact < bound ORDER BY r.xact LIMIT 1;
        IF FOUND THEN
            chosen := candidate;
            EXIT;
        END IF;
    END LOOP;
    IF chosen IS NULL THEN
        RETURN;
    END IF;
    SELECT r.xact INTO full_at FROM accounts_readlog r
        WHERE r.incarnation = chosen AND r.xact >= first_xact AND r.xact < bound ORDER BY r.xact OFFSET most LIMIT 1;
    IF FOUND THEN
        bound := CASE WHEN full_at > lowest THEN full_at ELSE (full_at::text::bigint + 1)::text::xid8 END;
    END IF;
    SELECT coalesce(max(s.number), 0) + 1 INTO made.number FROM accounts_readseal s;
    made.previous := coalesce((SELECT s.mac FROM accounts_readseal s WHERE s.number = made.number - 1), '');
    made.incarnation := chosen;
    made.from_xact := first_xact::text::bigint;
    made.to_xact := bound::text::bigint;
    made.sealed_at := clock_timestamp();
    made.rows := 0;
    made.digest := '';
    made.key_id := '';
    FOR line IN
        SELECT accounts_read_log_line(r) FROM accounts_readlog r
        WHERE r.incarnation = chosen AND r.xact >= first_xact AND r.xact < bound ORDER BY r.xact, r.id
    LOOP
        made.digest := sha256(made.digest || convert_to(line, 'UTF8'));
        made.rows := made.rows + 1;
    END LOOP;
    INSERT INTO accounts_readseal SELECT made.*;
    RETURN NEXT made;
END $$;
"""

SIGN = f"""
CREATE FUNCTION accounts_sign_read_seal(wanted bigint, key text, signature bytea) RETURNS SETOF bigint
    LANGUAGE sql {CLOSED}
    AS $$ UPDATE public.accounts_readseal SET key_id = key, mac = signature
        WHERE number = wanted AND mac IS NULL RETURNING number $$;
"""

OF_CLIENT = f"""
CREATE FUNCTION accounts_reads_of_client(wanted uuid, since timestamptz, until timestamptz, most integer)
    RETURNS SETOF accounts_readlog LANGUAGE sql STABLE {CLOSED}
    AS $$
        WITH mine AS MATERIALIZED (
            SELECT * FROM public.accounts_readlog WHERE clients @> ARRAY[wanted]
        )
        SELECT * FROM mine WHERE area_id = ANY ({CONTEXT_AREAS}) AND at >= since AND at < until
        ORDER BY at DESC, id DESC LIMIT most
    $$;
"""

REVIEW_AREAS = f"""
CREATE FUNCTION accounts_review_areas() RETURNS smallint[]
    LANGUAGE sql STABLE {CLOSED}
    AS $$
        SELECT coalesce(array_agg(DISTINCT area_id), '{{}}') FROM public.accounts_membership,
            (SELECT (now() AT TIME ZONE 'Europe/Helsinki')::date AS day) AS today
        WHERE user_id = {CONTEXT_USER} AND role = 'tsv' AND area_id = ANY ({CONTEXT_AREAS})
          AND (valid_from IS NULL OR valid_from <= day) AND (valid_to IS NULL OR valid_to >= day)
    $$;
"""

TO_REVIEW = f"""
CREATE FUNCTION accounts_reads_to_review(
    since timestamptz, until timestamptz, who uuid, what text, through text, whose uuid,
    past_at timestamptz, past_id bigint, oldest_first boolean, most integer
) RETURNS SETOF accounts_readlog LANGUAGE plpgsql STABLE {CLOSED} AS $$
DECLARE
    asked text := 'SELECT * FROM public.accounts_readlog WHERE area_id = ANY ($1) AND at >= $2 AND at < $3';
BEGIN
    IF whose IS NOT NULL THEN
        asked := 'WITH mine AS MATERIALIZED (SELECT * FROM public.accounts_readlog WHERE clients @> ARRAY[$7])'
            ' SELECT * FROM mine WHERE area_id = ANY ($1) AND at >= $2 AND at < $3';
    END IF;
    IF who IS NOT NULL THEN asked := asked || ' AND actor_id = $4'; END IF;
    IF what <> '' THEN asked := asked || ' AND event = $5'; END IF;
    IF through <> '' THEN asked := asked || ' AND surface = $6'; END IF;
    IF past_at IS NOT NULL THEN
        asked := asked || CASE WHEN oldest_first THEN ' AND (at, id) > ($8, $9)' ELSE ' AND (at, id) < ($8, $9)' END;
    END IF;
    asked := asked || CASE WHEN oldest_first THEN ' ORDER BY at, id' ELSE ' ORDER BY at DESC, id DESC' END;
    RETURN QUERY EXECUTE asked || ' LIMIT $10'
        USING accounts_review_areas(), since, until, who, what, through, whose, past_at, past_id, most;
END $$;
CREATE FUNCTION accounts_read_to_review(wanted bigint) RETURNS SETOF accounts_readlog
    LANGUAGE sql STABLE {CLOSED}
    AS $$ SELECT * FROM public.accounts_readlog WHERE id = wanted AND area_id = ANY (accounts_review_areas()) $$;
"""

# For the nightly task: nobody's context, so no person can ask. A client opened alone counts as `opened`.
OF_DAY = f"""
CREATE FUNCTION accounts_reads_of_day(since timestamptz, until timestamptz, night_from integer, night_to integer)
    RETURNS TABLE (area_id smallint, actor_id uuid, client_id uuid, times bigint, opened bigint, ungrounded bigint,
        at_night bigint)
    LANGUAGE plpgsql STABLE {CLOSED} AS $$
BEGIN
    IF {CONTEXT_USER} IS NOT NULL THEN
        RAISE insufficient_privilege USING MESSAGE = 'only the system counts reading';
    END IF;
    RETURN QUERY
        SELECT r.area_id, r.actor_id, one, count(*),
            count(*) FILTER (WHERE r.surface = 'page' AND r.found = 1),
            count(*) FILTER (WHERE r.surface = 'page' AND r.found = 1 AND r.ground IN ('', 'break_glass')),
            count(*) FILTER (WHERE extract(hour FROM r.at AT TIME ZONE 'Europe/Helsinki') >= night_from
                OR extract(hour FROM r.at AT TIME ZONE 'Europe/Helsinki') < night_to)
        FROM public.accounts_readlog r, unnest(r.clients) AS one
        WHERE r.area_id = ANY ({CONTEXT_AREAS}) AND r.at >= since AND r.at < until AND r.actor_id IS NOT NULL
          AND r.event <> 'estetty'
        GROUP BY r.area_id, r.actor_id, one;
END $$;
"""

# Holds back a second request of the same person until this one has ended, so that no record slips past the count.
LATELY = f"""
CREATE FUNCTION accounts_opened_lately(who uuid, wanted uuid, span interval, OUT opened bigint, OUT known boolean)
    LANGUAGE plpgsql VOLATILE {CLOSED} AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('opened ' || who::text, 0));
    SELECT count(DISTINCT r.clients[1]), coalesce(bool_or(r.clients[1] = wanted), false) INTO opened, known
        FROM public.accounts_readlog r
        WHERE r.actor_id = who AND r.at > clock_timestamp() - span AND r.event = 'katselu' AND r.surface = 'page'
          AND r.found = 1;
END $$;
CREATE FUNCTION accounts_exported_lately(who uuid, request text, span interval) RETURNS bigint
    LANGUAGE plpgsql VOLATILE {CLOSED} AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('exported ' || who::text, 0));
    RETURN (SELECT count(DISTINCT r.request_id) FROM public.accounts_readlog r
        WHERE r.actor_id = who AND r.at > clock_timestamp() - span AND r.event = 'vienti' AND r.request_id <> request);
END $$;
"""

# How many rows no seal covers yet: a number for metrics, from a log the application cannot read.
UNSEALED = f"""
CREATE FUNCTION accounts_unsealed_reads() RETURNS bigint
    LANGUAGE sql STABLE {CLOSED}
    AS $$
        SELECT count(*)
        FROM public.accounts_readlog r
        LEFT JOIN (
            SELECT incarnation, max(to_xact) AS upto FROM public.accounts_readseal GROUP BY incarnation
        ) s ON s.incarnation = r.incarnation
        WHERE r.xact >= coalesce(s.upto, 0)::text::xid8
    $$;
"""

FUNCTIONS = {
    "accounts_read_log_line(accounts_readlog)": LINE,
    "accounts_read_log_horizon()": HORIZON,
    "accounts_seal_read_log(integer)": SEAL,
    "accounts_sign_read_seal(bigint, text, bytea)": SIGN,
    "accounts_reads_of_client(uuid, timestamptz, timestamptz, integer)": OF_CLIENT,
    "accounts_review_areas()": REVIEW_AREAS,
    "accounts_reads_to_review(timestamptz, timestamptz, uuid, text, text, uuid, timestamptz, bigint, boolean, integer)":
        TO_REVIEW,
    "accounts_read_to_review(bigint)": "",
    "accounts_reads_of_day(timestamptz, timestamptz, integer, integer)": OF_DAY,
    "accounts_opened_lately(uuid, uuid, interval)": LATELY,
    "accounts_exported_lately(uuid, text, interval)": "",
    "accounts_unsealed_reads()": UNSEALED,
}  # fmt: skip


def define(signature: str, body: str) -> migrations.RunSQL:
    """The function exists; one without a body of its own is made together with the one before it."""
    return migrations.RunSQL(body or migrations.RunSQL.noop, f"DROP FUNCTION {signature};")


def allow(signature: str) -> migrations.RunSQL:
    """Of others than the owner only the application's login may call the function."""
    return migrations.RunSQL(
        f"REVOKE EXECUTE ON FUNCTION {signature} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {signature} TO {APP_LOGIN};",
        migrations.RunSQL.noop,
    )


# The system (tasks) finds and writes; of people only the area's data-protection officer reads and closes.
REVIEWED = f"{BY_AREA} AND ({ACTOR} IS NULL OR area_id = ANY ((select accounts_review_areas())::smallint[]))"

OPERATIONS = [
    protect("accounts_readlog", verbs="INSERT"),
    migrations.RunSQL(COLUMNS, COLUMNS_BACK),
    same_area("accounts_readlog", "unit_id", "accounts_unit"),
    *[define(signature, body) for signature, body in FUNCTIONS.items()],
    *[allow(signature) for signature in FUNCTIONS],
    protect("accounts_anomaly", verbs="SELECT, INSERT, UPDATE", using=REVIEWED),
    protect("accounts_anomalyevent", verbs="SELECT", using=REVIEWED),
]
