"""Every count of the catalogue by hand in SQL over the case tables: joins and conditional counts, one scan a date.

Nothing of the product's definitions is used, so that the same numbers from both prove something. PostgreSQL and DuckDB
each get the form that was measured to be the faster one there.
"""

from __future__ import annotations

from dataclasses import dataclass

DIMENSIONS = (
    "gender", "age_esf", "age_group", "education", "isced", "household", "dependants", "foreign", "housing", "unit",
)  # fmt: skip
NAMES = {"foreign": "foreign_background"}
AGE_ESF = {"<25": "age < 25", "25-54": "age BETWEEN 25 AND 54", ">54": "age > 54"}
AGE_GROUP = {"<30": "age < 30", "30-54": "age BETWEEN 30 AND 54", ">54": "age > 54"}
EDUCATION = {"0-2": "level BETWEEN '0' AND '2'", "3-4": "level BETWEEN '3' AND '4'", "5-8": "level BETWEEN '5' AND '8'"}
STATES = {
    "employed": "IN ('21', '22', '23')",
    "unemployed": "IN ('11', '12')",
    "student": "= '31'",
    "outside": "IN ('32', '33')",
}

IDLE = "(s_inactive AND NOT s_studies)"
JOBLESS = "NOT working_members"
SEEKING = "(s_status IN ('31', '33') AND e_status IN ('11', '12', '32'))"
STUDYING = "(NOT s_studies AND e_studies)"
WORKING = "(NOT s_employed AND e_employed)"
LATER = "(NOT s_employed AND f_employed)"
DISADVANTAGED = "(is_foreign OR is_disabled OR is_other)"
LONG = "(s_unemployed AND unemployed_months > CASE WHEN age < 25 THEN 6 WHEN age >= 25 THEN 12 END)"
REFUSALS = {"CO15": "foreign_answer", "CO16": "disabled_answer", "CO17": "other_answer", "CO18": "housing_answer"}

OUTPUTS = {
    "CO01": "s_unemployed",
    "CO02": LONG,
    "CO03": "s_inactive",
    "CO04": IDLE,
    "CO05": "s_employed",
    "CO06": "age < 25",
    "CO07": "age > 54",
    "CO08": f"age > 54 AND (s_unemployed OR {IDLE})",
    "CO09": "level IN ('1', '2')",
    "CO10": "level IN ('3', '4')",
    "CO11": "level IN ('5', '6', '7', '8')",
    "CO12": JOBLESS,
    "CO13": f"{JOBLESS} AND children",
    "CO14": "adults = 1 AND children",
    "CO15": "is_foreign",
    "CO16": "is_disabled",
    "CO17": "is_other",
    "CO18": "is_homeless",
}
START_RESULTS = {
    "A09": "alone = '1'",
    "A10": "alone = '2'",
    "A11": "children",
    "A12": "is_foreign",
    "A13": "is_homeless",
    "A14": "s_employed",
}
END_RESULTS = {
    "A15": "e_employed",
    "A16": WORKING,
    "A17": "e_employed",
    "CR01": SEEKING,
    "CR02": STUDYING,
    "CR03": "qualified",
    "CR04": WORKING,
    "CR05": f"{DISADVANTAGED} AND ({SEEKING} OR {STUDYING} OR qualified OR {WORKING})",
}
LATER_RESULTS = {
    "CR06": LATER,
    "CR07": "s_employed AND improved",
    "CR08": f"age > 54 AND {LATER}",
    "CR09": f"{DISADVANTAGED} AND {LATER}",
}


def _with_missing(base: str, conditions: dict[str, str]) -> dict[str, str]:
    counted: dict[str, str] = {}
    for code, condition in conditions.items():
        counted[f"{code}.n"] = f"{base} AND ({condition})"
        counted[f"{code}.m"] = f"{base} AND ({condition}) IS NULL"
    return counted


def start_counts() -> dict[str, str]:
    counted = {"P": "TRUE", "S": "complete", "A01.n": "TRUE", "A02.n": "complete"}
    counted |= {"A04.n": "complete AND paired", "A06.n": "gender = '1'", "A06.m": "gender = '9'"}
    counted |= {"A06.d": "gender <> '9'", "A17.cohort_employed_end": "paired AND e_employed"}
    for group, classes in (("age_esf", AGE_ESF), ("age_group", AGE_GROUP)):
        counted |= {f"A07:{group}:{name}": f"complete AND {condition}" for name, condition in classes.items()}
    counted |= {f"A08:education:{name}": f"complete AND {condition}" for name, condition in EDUCATION.items()}
    counted |= {f"A08:isced:{level}": f"complete AND level = '{level}'" for level in range(9)}
    counted |= _with_missing("complete", START_RESULTS) | _with_missing("complete", OUTPUTS)
    for code, answer in {"A12": "foreign_answer", "A13": "housing_answer", **REFUSALS}.items():
        counted[f"{code}.r"] = f"complete AND {answer} = '8'"
    for code, answer in {"A12": "foreign_answer", "A13": "housing_answer"}.items():
        counted[f"{code}.d"] = f"complete AND {answer} IN ('0', '1')"
    for start, at_start in STATES.items():
        counted[f"FLOW:{start}:none"] = f"complete AND NOT paired AND s_status {at_start}"
        for end, at_end in STATES.items():
            counted[f"FLOW:{start}:{end}"] = f"paired AND s_status {at_start} AND e_status {at_end}"
    return counted


def end_counts() -> dict[str, str]:
    counted = {"E": "TRUE", "A03.n": "TRUE", "A16.d": "NOT s_employed"} | _with_missing("TRUE", END_RESULTS)
    for name, start, end in (("a", "", ""), ("b", "NOT", ""), ("c", "", "NOT"), ("d", "NOT", "NOT")):
        counted[f"A17.{name}"] = f"{start} s_employed AND {end} e_employed"
    return counted


def follow_up_counts() -> dict[str, str]:
    return {"F": "TRUE"} | _with_missing("TRUE", LATER_RESULTS)


@dataclass(frozen=True)
class Scan:
    """The counts whose period is made by one date, and the people they are over."""

    basis: str
    month: str
    floor: str
    counts: dict[str, str]


SCANS = (
    Scan("start", "started_on", "TRUE", start_counts()),
    Scan("end", "ended_on", "paired", end_counts()),
    Scan("followup", "followed_on", "paired AND f_status IS NOT NULL", follow_up_counts()),
)


def _classed(classes: dict[str, str]) -> str:
    return (
        "CASE " + " ".join(f"WHEN {condition} THEN '{name}'" for name, condition in classes.items()) + " ELSE '9' END"
    )


# Rows of people: joins, then the words of the forms, then what follows from them. OFFSET 0 keeps the planner from
# working each word out again for every count.
PEOPLE = f"""
    SELECT *, {_classed(AGE_ESF)} AS age_esf, {_classed(AGE_GROUP)} AS age_group, {_classed(EDUCATION)} AS education,
        coalesce(level, '9') AS isced, coalesce(alone, '9') AS household,
        CASE children WHEN TRUE THEN '1' WHEN FALSE THEN '0' ELSE '9' END AS dependants,
        coalesce(foreign_answer, '9') AS "foreign", coalesce(housing_answer, '9') AS housing,
        complete AND e_status IS NOT NULL AND ended_on IS NOT NULL AS paired
    FROM (
        SELECT *, coalesce(s_status IS NOT NULL AND gender <> '9' AND birth_date IS NOT NULL
                AND in_education IS NOT NULL
                AND level BETWEEN '0' AND '8' AND alone IS NOT NULL
                AND (s_status NOT IN ('11', '12') OR unemployed_months IS NOT NULL), FALSE) AS complete,
            s_status IN ('21', '22', '23') AS s_employed, s_status IN ('11', '12') AS s_unemployed,
            s_status IN ('31', '32', '33') AS s_inactive, in_education OR s_status = '31' AS s_studies,
            e_status IN ('21', '22', '23') AS e_employed, e_in_education OR e_status = '31' AS e_studies,
            f_status IN ('21', '22', '23') AS f_employed,
            CASE foreign_answer WHEN '1' THEN TRUE WHEN '0' THEN FALSE END AS is_foreign,
            CASE disabled_answer WHEN '1' THEN TRUE WHEN '0' THEN FALSE END AS is_disabled,
            CASE other_answer WHEN '1' THEN TRUE WHEN '0' THEN FALSE END AS is_other,
            CASE housing_answer WHEN '1' THEN TRUE WHEN '0' THEN FALSE END AS is_homeless
        FROM (
            SELECT p.area_id, coalesce(CAST(p.unit_id AS text), '9') AS unit, p.first_started_on AS started_on,
                p.ended_on,
                f.observed_on AS followed_on, c.birth_date,
                CAST(extract(year FROM age(p.first_started_on, c.birth_date)) AS smallint) AS age,
                CASE WHEN c.gender IN ('1', '2', '3') THEN c.gender ELSE '9' END AS gender,
                s.status AS s_status, s.unemployed_months, s.in_education, nullif(s.isced, '') AS level,
                nullif(s.household, '') AS alone, s.adults, s.working_members, s.dependent_children AS children,
                nullif(s.foreign_background, '') AS foreign_answer, nullif(s.disability, '') AS disabled_answer,
                nullif(s.other_disadvantage, '') AS other_answer, nullif(s.housing_exclusion, '') AS housing_answer,
                e.status AS e_status, e.in_education AS e_in_education, e.qualification AS qualified,
                f.status AS f_status, nullif(f.improved, '') <> '0' AS improved
            FROM clients_participation p
            JOIN clients_client c ON c.id = p.client_id
            LEFT JOIN clients_startform s ON s.participation_id = p.id
            LEFT JOIN clients_endform e ON e.participation_id = p.id
            LEFT JOIN clients_followupform f ON f.participation_id = p.id
            WHERE p.programme_id = {{programme}}
        ) AS record
    ) AS judged
"""


def statement(scan: Scan, *, programme: int) -> str:
    """For PostgreSQL: counts per area, month and class of each breakdown; `bits` tells which breakdown a row is of."""
    counts = ", ".join(
        f"count(*) FILTER (WHERE {condition}) AS m{position}" for position, condition in enumerate(scan.counts.values())
    )
    people = PEOPLE.format(programme=int(programme))
    return _grouped(scan, f"SELECT *, {_month(scan)} AS month FROM ({people} OFFSET 0) AS people", counts)


def statement_of_sums(scan: Scan, *, programme: int) -> str:
    """The same for DuckDB, which adds ready-made ones and zeros faster than it counts by condition."""
    return _grouped(scan, _flags(scan, programme), _sums(scan, "f"))


def statement_of_all(scan: Scan, *, programme: int) -> str:
    """For DuckDB, all the cells that the product keeps: also of units, of quarters, years and the whole."""
    classes = [f'"{name}"' for name in DIMENSIONS if name != "unit"]
    sets = ", ".join(["(area_id, month, unit)", *[f"(area_id, month, unit, {name})" for name in classes]])
    named = " ".join(f"WHEN {name} IS NOT NULL THEN {_text(name)}" for name in classes)
    kept, added = ", ".join(f"m{position}" for position in range(len(scan.counts))), _sums(scan, "m")
    place, grouped = 'area_id, period, unit, "by", category', 'GROUP BY area_id, period, unit, "by", category'
    levels = {"month": "by_month", "quarter": "by_quarter", "year": "by_year", "all": "by_all"}
    return f"""
        WITH labelled AS (
            SELECT area_id, month AS period, unit, CASE {named} ELSE '' END AS "by",
                coalesce({", ".join(classes)}, '') AS category, {_sums(scan, "f")}
            FROM ({_flags(scan, programme)} WHERE {scan.floor}) AS dated
            GROUP BY GROUPING SETS ({sets})
        ), by_month AS (
            SELECT area_id, period, '' AS unit, "by", category, {added} FROM labelled
            GROUP BY area_id, period, "by", category
            UNION ALL SELECT {place}, {kept} FROM labelled WHERE unit <> '9'
            UNION ALL SELECT area_id, period, '', 'unit', unit, {kept} FROM labelled WHERE "by" = ''
            UNION ALL SELECT area_id, period, unit, 'unit', unit, {kept} FROM labelled WHERE "by" = '' AND unit <> '9'
        ), by_quarter AS (
            SELECT {place}, {added}
            FROM (SELECT * REPLACE (CAST(date_trunc('quarter', period) AS date) AS period) FROM by_month) {grouped}
        ), by_year AS (
            SELECT {place}, {added}
            FROM (SELECT * REPLACE (CAST(date_trunc('year', period) AS date) AS period) FROM by_quarter) {grouped}
        ), by_all AS (
            SELECT {place}, {added} FROM (SELECT * REPLACE (CAST(NULL AS date) AS period) FROM by_year) {grouped}
        )
        {" UNION ALL ".join(f"SELECT '{kind}' AS kind, {place}, {kept} FROM {level}" for kind, level in levels.items())}
    """


def _text(quoted: str) -> str:
    name = quoted.strip('"')
    return f"'{NAMES.get(name, name)}'"


def _flags(scan: Scan, programme: int) -> str:
    kept = ", ".join(["area_id", *[f'"{name}"' for name in DIMENSIONS]])
    flags = ", ".join(
        f"CAST(coalesce(({condition}), FALSE) AS integer) AS f{position}"
        for position, condition in enumerate(scan.counts.values())
    )
    people = PEOPLE.format(programme=int(programme))
    return f"SELECT {kept}, {_month(scan)} AS month, {flags} FROM ({people}) AS people"


def _sums(scan: Scan, letter: str) -> str:
    return ", ".join(f"sum({letter}{position}) AS m{position}" for position in range(len(scan.counts)))


def _month(scan: Scan) -> str:
    return f"CAST(date_trunc('month', {scan.month}) AS date)"


def _grouped(scan: Scan, rows: str, counts: str) -> str:
    quoted = ", ".join(f'"{name}"' for name in DIMENSIONS)
    sets = ", ".join(["(area_id, month)", *[f'(area_id, month, "{name}")' for name in DIMENSIONS]])
    return f"""
        SELECT area_id, month, GROUPING({quoted}) AS bits, coalesce({quoted}) AS category, {counts}
        FROM ({rows} WHERE {scan.floor}) AS dated
        GROUP BY GROUPING SETS ({sets})
    """


def breakdown(bits: int) -> str:
    """The breakdown of a row by its grouping bits: the one dimension that is present, or none."""
    everything = (1 << len(DIMENSIONS)) - 1
    present = everything & ~bits
    name = DIMENSIONS[len(DIMENSIONS) - present.bit_length()] if present else ""
    return NAMES.get(name, name)
