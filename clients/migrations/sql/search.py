"""Search by name, telephone and reference: keys, indexes, and functions that look within the context's areas.

The operators that compare parts of texts are not leakproof, so that row-level security keeps them off any index. The
functions run with the owner's rights instead and apply the scope themselves: the areas of the context, taken from the
setting and never from an argument; their arguments narrow it further. They tell keys of clients and how well each
fits, nothing else, and whoever asks still finds a client only where `Client.objects.visible_to` shows it.

`name_key` is a column that PostgreSQL alone fills; the application names it nowhere.
"""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

from config.kernel.rls import APP_LOGIN

# Letters as they are compared: without marks, w as v. What stands between words is a blank.
COMMON, COMMON_PLAIN = "äöåéwü-", "aoaevu "
SAME = {
    "a": "æàáâãăąā", "c": "çčćĉċ", "d": "đð", "e": "èêëęěėē", "g": "ğģġ", "h": "ħ", "i": "íìîïıįī", "k": "ķ",
    "l": "łļľĺ", "n": "ñńňŋņ", "o": "øœóòôõőō", "r": "řŕ", "s": "śšşșßŝ", "t": "ťţțŧ", "u": "úùûůűūų", "y": "ýÿ",
    "z": "žźżʒǯ", " ": "–—’´",
}  # fmt: skip
RARE = "".join(SAME.values())
RARE_PLAIN = "".join(plain * len(letters) for plain, letters in SAME.items())

KEYS = f"""
CREATE FUNCTION clients_folded(said text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    plain text := translate(lower(said), '{COMMON}.,;/()_%\\''`', '{COMMON_PLAIN}           ');
BEGIN
    IF octet_length(plain) > char_length(plain) THEN
        plain := translate(plain, '{RARE}', '{RARE_PLAIN}');
    END IF;
    RETURN plain;
END $$;
CREATE FUNCTION clients_name_key(last_name text, first_names text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF last_name = '' AND first_names = '' THEN
        RETURN '';
    END IF;
    RETURN ' ' || ltrim(public.clients_folded(last_name) || ' ' || public.clients_folded(first_names));
END $$;
-- Every three letters that follow each other in a word, its beginning marked by a blank.
CREATE FUNCTION clients_grams(area smallint, word text) RETURNS integer[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    place text := area || '~';
    codes integer[] := '{{}}';
BEGIN
    FOR n IN 1..char_length(word) - 2 LOOP
        codes := codes || hashtext(place || substr(word, n, 3));
    END LOOP;
    RETURN codes;
END $$;
-- The word, and the word without each of its letters: two words that one slip parts have one of these in common.
CREATE FUNCTION clients_slips(area smallint, word text) RETURNS integer[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    place text := area || '~~';
    codes integer[] := ARRAY[hashtext(place || word)];
BEGIN
    IF char_length(word) > 2 THEN
        FOR n IN 1..char_length(word) LOOP
            codes := codes || hashtext(place || left(word, n - 1) || substr(word, n + 1));
        END LOOP;
    END IF;
    RETURN codes;
END $$;
-- Dear, so that the planner takes the index rather than working it out for every client of a unit.
CREATE FUNCTION clients_name_codes(area smallint, name_key text) RETURNS integer[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 20000 AS $$
DECLARE
    word text;
    codes integer[] := '{{}}';
BEGIN
    FOREACH word IN ARRAY string_to_array(name_key, ' ') LOOP
        CONTINUE WHEN char_length(word) < 2;
        codes := codes || public.clients_grams(area, ' ' || word) || public.clients_slips(area, word);
    END LOOP;
    RETURN codes;
END $$;
-- Digits alone, a Finnish number as it is dialled at home.
CREATE FUNCTION clients_phone_key(phone text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN regexp_replace(regexp_replace(phone, '[^0-9]', '', 'g'), '^(00)?358(0?)', '0');
"""
NO_KEYS = """
DROP FUNCTION clients_phone_key(text);
DROP FUNCTION clients_name_codes(smallint, text);
DROP FUNCTION clients_slips(smallint, text);
DROP FUNCTION clients_grams(smallint, text);
DROP FUNCTION clients_name_key(text, text);
DROP FUNCTION clients_folded(text);
"""
INDEXES = """
ALTER TABLE clients_client
    ADD COLUMN name_key text GENERATED ALWAYS AS (clients_name_key(last_name, first_names)) STORED;
CREATE INDEX client_name_begins ON clients_client (area_id, name_key text_pattern_ops) WHERE name_key <> '';
CREATE INDEX client_name_codes ON clients_client USING gin (clients_name_codes(area_id, name_key)) WHERE name_key <> '';
CREATE INDEX client_phone ON clients_client (area_id, (clients_phone_key(phone)) text_pattern_ops) WHERE phone <> '';
CREATE INDEX participation_reference ON clients_participation (area_id, (lower(client_ref)) text_pattern_ops);
"""
NO_INDEXES = """
DROP INDEX participation_reference, client_phone, client_name_codes, client_name_begins;
ALTER TABLE clients_client DROP COLUMN name_key;
"""
PLANNED = "SET plan_cache_mode = force_custom_plan SET max_parallel_workers_per_gather = 0"
CLOSED = f"SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp {PLANNED}"
AREAS = "FROM unnest(nullif(current_setting('app.areas', true), '')::smallint[]) AS given"
# A code holds its area, so that codes are looked up first and alone; the scope is applied to what they find.
# `fit` says how the name was found: 0 it begins so, 1 each word begins a word of it, 2 each word is in it, 3 each word
# but for a slip, 4 some word but for a slip. The looser ones are looked for only where the stricter find too few.
SCOPED = "(whole OR c.unit_id = ANY (units) OR c.id = ANY (own))"


def coded(*fits: str) -> str:
    """The clients with such codes, of the area whose codes they are."""
    wanted = " AND ".join(f"public.clients_name_codes(k.area_id, k.name_key) {fit}" for fit in fits)
    return f"""WITH coded AS MATERIALIZED (
                SELECT k.id, k.area_id, k.unit_id, k.name_key FROM public.clients_client k
                WHERE k.name_key <> '' AND {wanted}
            )"""


BY_NAME = f"""
CREATE FUNCTION clients_found_by_name(said text, wide smallint[], units uuid[], own uuid[], most integer)
    RETURNS TABLE (client_id uuid, fit smallint, nearness real) LANGUAGE plpgsql STABLE {CLOSED} AS $$
DECLARE
    words text[] := (array_remove(string_to_array(public.clients_folded(said), ' '), ''))[1:4];
    asked text := array_to_string(words, ' ');
    area smallint;
    found integer := 0;
    more integer;
BEGIN
    IF asked = '' THEN
        RETURN;
    END IF;
    FOR area IN SELECT given {AREAS} LOOP
        RETURN QUERY SELECT * FROM public.clients_begin(area, words, asked, area = ANY (wide), units, own, most);
        GET DIAGNOSTICS more = ROW_COUNT;
        found := found + more;
    END LOOP;
    IF found < 3 THEN
        FOR area IN SELECT given {AREAS} LOOP
            RETURN QUERY SELECT * FROM public.clients_resemble(area, words, asked, area = ANY (wide), units, own, most);
        END LOOP;
    END IF;
END $$;
CREATE FUNCTION clients_begin(
    area smallint, words text[], asked text, whole boolean, units uuid[], own uuid[], most integer
) RETURNS TABLE (client_id uuid, fit smallint, nearness real) LANGUAGE plpgsql STABLE
    {PLANNED} AS $$
DECLARE
    codes integer[] := '{{}}';
    part text[] := ARRAY(SELECT '% ' || word || '%' FROM unnest(words || words || words || words) word);
    word text;
    found integer;
BEGIN
    RETURN QUERY
        SELECT c.id, 0::smallint, 1::real FROM public.clients_client c
        WHERE c.area_id = area AND c.name_key <> '' AND c.name_key LIKE ' ' || asked || '%' AND {SCOPED}
        ORDER BY c.name_key USING ~<~ LIMIT most;
    GET DIAGNOSTICS found = ROW_COUNT;
    FOREACH word IN ARRAY words LOOP
        codes := codes || public.clients_grams(area, ' ' || word);
    END LOOP;
    IF found < most AND cardinality(codes) > 0 THEN
        RETURN QUERY
            {coded("@> codes")}
            SELECT c.id, 1::smallint, 1::real FROM coded c
            WHERE c.area_id = area AND c.name_key LIKE part[1] AND c.name_key LIKE part[2] AND c.name_key LIKE part[3]
                AND c.name_key LIKE part[4] AND c.name_key NOT LIKE ' ' || asked || '%' AND {SCOPED}
            ORDER BY c.name_key USING ~<~ LIMIT most - found;
    END IF;
END $$;
CREATE FUNCTION clients_resemble(
    area smallint, words text[], asked text, whole boolean, units uuid[], own uuid[], most integer
) RETURNS TABLE (client_id uuid, fit smallint, nearness real) LANGUAGE plpgsql STABLE
    {PLANNED} AS $$
DECLARE
    grams integer[] := '{{}}';
    slips integer[] := '{{}}';
    opening integer[];
    closing integer[];
    word text;
    found integer := 0;
    more integer;
BEGIN
    FOREACH word IN ARRAY words LOOP
        grams := grams || public.clients_grams(area, word);
        IF char_length(word) > 2 THEN
            slips := slips || public.clients_slips(area, word);
        END IF;
    END LOOP;
    IF cardinality(words) = 1 AND cardinality(grams) > 0 THEN
        RETURN QUERY
            {coded("@> grams")}
            SELECT c.id, 2::smallint, 1::real FROM coded c
            WHERE c.area_id = area AND c.name_key LIKE '%' || asked || '%' AND c.name_key NOT LIKE '% ' || asked || '%' AND {SCOPED}
            ORDER BY c.name_key USING ~<~ LIMIT most;
        GET DIAGNOSTICS found = ROW_COUNT;
    END IF;
    IF found < most AND cardinality(slips) > 0 THEN
        opening := public.clients_slips(area, words[1]);
        closing := public.clients_slips(area, words[cardinality(words)]);
        RETURN QUERY
            {coded("&& opening", "&& closing")}
            SELECT c.id, 3::smallint, word_similarity(asked, c.name_key) FROM coded c
            WHERE c.area_id = area AND {SCOPED}
            ORDER BY 3 DESC, c.name_key USING ~<~ LIMIT most - found;
        GET DIAGNOSTICS more = ROW_COUNT;
        found := found + more;
    END IF;
    IF found < 3 AND cardinality(words) > 1 AND cardinality(slips) > 0 THEN
        RETURN QUERY
            {coded("&& slips")}
            SELECT c.id, 4::smallint, word_similarity(asked, c.name_key) FROM coded c
            WHERE c.area_id = area AND {SCOPED}
            ORDER BY 3 DESC, c.name_key USING ~<~ LIMIT most;
    END IF;
END $$;
"""
BY_NUMBER = f"""
CREATE FUNCTION clients_found_by_phone(said text, wide smallint[], units uuid[], own uuid[], most integer)
    RETURNS TABLE (client_id uuid) LANGUAGE plpgsql STABLE {CLOSED} AS $$
DECLARE
    asked text := public.clients_phone_key(said);
    area smallint;
    whole boolean;
BEGIN
    IF char_length(asked) < 6 THEN
        RETURN;
    END IF;
    FOR area IN SELECT given {AREAS} LOOP
        whole := area = ANY (wide);
        RETURN QUERY
            SELECT c.id FROM public.clients_client c
            WHERE c.area_id = area AND c.phone <> '' AND public.clients_phone_key(c.phone) LIKE asked || '%'
                AND {SCOPED}
            LIMIT most;
    END LOOP;
END $$;
CREATE FUNCTION clients_found_by_reference(said text, wide smallint[], units uuid[], own uuid[], most integer)
    RETURNS TABLE (client_id uuid) LANGUAGE plpgsql STABLE {CLOSED} AS $$
DECLARE
    asked text := lower(btrim(said));
    literal text := replace(replace(replace(asked, '\\', '\\\\'), '%', '\\%'), '_', '\\_');
    area smallint;
    whole boolean;
BEGIN
    IF char_length(asked) < 2 THEN
        RETURN;
    END IF;
    FOR area IN SELECT given {AREAS} LOOP
        whole := area = ANY (wide);
        RETURN QUERY
            SELECT c.id FROM public.clients_participation p
            JOIN public.clients_client c ON c.id = p.client_id AND c.area_id = p.area_id
            WHERE p.area_id = area AND lower(p.client_ref) LIKE literal || '%' AND {SCOPED}
            ORDER BY lower(p.client_ref) USING ~<~ LIMIT most;
    END LOOP;
END $$;
"""
ASKED = ("name", "phone", "reference")
ARGUMENTS = "text, smallint[], uuid[], uuid[], integer"
INNER_ARGUMENTS = "smallint, text[], text, boolean, uuid[], uuid[], integer"
RIGHTS = "".join(
    f"""
REVOKE EXECUTE ON FUNCTION clients_found_by_{by}({ARGUMENTS}) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION clients_found_by_{by}({ARGUMENTS}) TO {APP_LOGIN};
"""
    for by in ASKED
) + "".join(
    f"REVOKE EXECUTE ON FUNCTION {name}({INNER_ARGUMENTS}) FROM PUBLIC;\n"
    for name in ("clients_begin", "clients_resemble")
)
NO_FUNCTIONS = "".join(f"DROP FUNCTION clients_found_by_{by}({ARGUMENTS});\n" for by in ASKED) + "".join(
    f"DROP FUNCTION {name}({INNER_ARGUMENTS});\n" for name in ("clients_begin", "clients_resemble")
)


OPERATIONS = [
    TrigramExtension(),
    migrations.RunSQL(KEYS, NO_KEYS),
    migrations.RunSQL(INDEXES, NO_INDEXES),
    migrations.RunSQL(BY_NAME + BY_NUMBER + RIGHTS, NO_FUNCTIONS),
]
