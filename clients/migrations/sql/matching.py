"""Keys of names and numbers that may be the same; the table of clients is made with columns of them."""

from django.db import migrations

# What sounds or is written alike becomes equal: accents and doubled letters do not count, nor do w and v, c and k, x and
# ks, d and t, g and k, b and p, y and i. Equality of text is leakproof, so these serve as indexes under row-level
# security, where trigrams would not.
FOLD = r"""
CREATE FUNCTION clients_match_fold(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(translate(replace(replace(replace(replace(replace(replace(translate(
        lower(regexp_replace(normalize(said, NFKD), '[\u0300-\u036f]', '', 'g')),
        'ØøÆæŒœĐđÐðŁłÞþŊŋŦŧ''’`´', 'ooaaooddddllttnntt'),
        'sch', 's'), 'sh', 's'), 'ph', 'f'), 'th', 't'), 'ck', 'k'), 'x', 'ks'),
        'wczqdgby', 'vksktkpi'), '(.)\1+', '\1', 'g')
$$;
CREATE FUNCTION clients_match_pair(one text, other text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN one <> '' AND other <> '' THEN
        least(one COLLATE "C", other COLLATE "C") || ' ' || greatest(one COLLATE "C", other COLLATE "C") END
$$;
CREATE FUNCTION clients_match_name(first_names text, last_name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT public.clients_match_pair(
        public.clients_match_fold(substring(first_names FROM '[^[:space:].‐–-]+')),
        public.clients_match_fold(substring(last_name FROM '[^[:space:].‐–-]+')))
$$;
CREATE FUNCTION clients_match_name_end(first_names text, last_name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN last_name ~ '[^[:space:].‐–-][[:space:].‐–-]+[^[:space:].‐–-]' THEN public.clients_match_pair(
        public.clients_match_fold(substring(first_names FROM '[^[:space:].‐–-]+')),
        public.clients_match_fold(substring(last_name FROM '([^[:space:].‐–-]+)[[:space:].‐–-]*$'))) END
$$;
CREATE FUNCTION clients_match_phone(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT substring(regexp_replace(regexp_replace(said, '[^0-9]', '', 'g'), '^(00)?358', ''), '^0*([1-9][0-9]{5,})$')
$$;
"""
UNFOLD = """
DROP FUNCTION clients_match_phone(text);
DROP FUNCTION clients_match_name_end(text, text);
DROP FUNCTION clients_match_name(text, text);
DROP FUNCTION clients_match_pair(text, text);
DROP FUNCTION clients_match_fold(text);
"""

OPERATIONS = [migrations.RunSQL(FOLD, UNFOLD)]
