"""Who sees which client: written down by hand, apart from the code that decides it."""

from accounts.enums import ROLES_OF_PEOPLE, ApiScope

# Columns are roles (domain/06, 6.1), rows states of a record; an x says that the person sees it. The person's own unit
# is "middle", under "top" and above "low"; where the state tells of a relation, the client is of another unit.
SEEN = """
state               tyko omavalm esihlo alue tilasto yritys kumppani paa tsv
responsible         x    x       x      .    .       .      .        .   .
co_owner            x    x       x      .    .       .      .        .   .
consultation        x    x       .      x    .       .      .        .   .
last_day            x    x       .      x    .       .      .        .   .
consultation_ended  .    .       .      .    .       .      .        .   .
consultation_over   .    .       .      .    .       .      .        .   .
relation_ended      .    .       .      .    .       .      .        .   .
relation_to_come    .    .       .      .    .       .      .        .   .
same_unit           x    .       x      .    .       .      .        .   .
unit_below          x    .       x      .    .       .      .        .   .
unit_above          .    .       .      .    .       .      .        .   .
other_unit          .    .       .      .    .       .      .        .   .
no_unit             .    .       .      .    .       .      .        .   .
other_area          .    .       .      .    .       .      .        .   .
non_disclosure      x    .       x      .    .       .      .        .   .
glass_open          x    x       x      .    .       .      .        .   .
glass_over          .    .       .      .    .       .      .        .   .
colleagues_glass    .    .       .      .    .       .      .        .   .
"""
# Roles that look at imports; they see rows by the table above.
IMPORTS = {"tyko", "esihlo", "paa"}


def _read(table: str) -> tuple[list[str], list[str], set[tuple[str, str]]]:
    heading, *lines = [line.split() for line in table.strip().splitlines()]
    roles = heading[1:]
    seen = {(role, state) for state, *marks in lines for role, mark in zip(roles, marks, strict=True) if mark == "x"}
    return roles, [line[0] for line in lines], seen


ROLES, STATES, SEES = _read(SEEN)
assert set(ROLES) == {role.value for role in ROLES_OF_PEOPLE}

# Which scope opens what to a machine of one area; every method of every endpoint stands here.
SCOPES = """
route                      method indicators:read indicators:run cases:read cases:write employers:read employers:write
api:indicators             GET    x               .              .          .           .              .
api:programmes             GET    x               .              .          .           .              .
api:values                 GET    x               .              .          .           .              .
api:runs                   POST   .               x              .          .           .              .
api:run                    GET    .               x              .          .           .              .
api:clients                GET    .               .              x          .           .              .
api:clients                POST   .               .              .          x           .              .
api:client                 GET    .               .              x          .           .              .
api:client                 PATCH  .               .              .          x           .              .
api:client_contacts        GET    .               .              x          .           .              .
api:client_contacts        POST   .               .              .          x           .              .
api:contacts               GET    .               .              x          .           .              .
api:contact                GET    .               .              x          .           .              .
api:contact                PATCH  .               .              .          x           .              .
api:units                  GET    .               .              x          .           .              .
api:staff                  GET    .               .              x          .           .              .
api:client_participations  GET    .               .              x          .           .              .
api:client_participations  POST   .               .              .          x           .              .
api:participations         GET    .               .              x          .           .              .
api:participation          GET    .               .              x          .           .              .
api:participation          PATCH  .               .              .          x           .              .
api:past_forms             GET    .               .              x          .           .              .
api:start_form             GET    .               .              x          .           .              .
api:start_form             POST   .               .              .          x           .              .
api:start_form             PATCH  .               .              .          x           .              .
api:start_form_withdrawal  POST   .               .              .          x           .              .
api:end_form               GET    .               .              x          .           .              .
api:end_form               POST   .               .              .          x           .              .
api:end_form               PATCH  .               .              .          x           .              .
api:end_form_withdrawal    POST   .               .              .          x           .              .
api:follow_up_form         GET    .               .              x          .           .              .
api:follow_up_form         POST   .               .              .          x           .              .
api:follow_up_form         PATCH  .               .              .          x           .              .
api:follow_up_form_withdrawal POST   .               .              .          x           .              .
api:client_plans           GET    .               .              x          .           .              .
api:client_plans           POST   .               .              .          x           .              .
api:plans                  GET    .               .              x          .           .              .
api:plan                   GET    .               .              x          .           .              .
api:plan_versions          POST   .               .              .          x           .              .
api:plan_reviews           POST   .               .              .          x           .              .
api:plan_ending            POST   .               .              .          x           .              .
api:plan_version           GET    .               .              x          .           .              .
api:plan_version           PATCH  .               .              .          x           .              .
api:plan_approval          POST   .               .              .          x           .              .
api:plan_discarding        POST   .               .              .          x           .              .
api:measure_steps          POST   .               .              .          x           .              .
api:client_service_referrals GET    .               .              x          .           .              .
api:client_service_referrals POST   .               .              .          x           .              .
api:service_referrals      GET    .               .              x          .           .              .
api:service_referral       GET    .               .              x          .           .              .
api:service_referral       PATCH  .               .              .          x           .              .
api:service_referral_sending POST   .               .              .          x           .              .
api:service_referral_steps POST   .               .              .          x           .              .
api:services               GET    .               .              x          .           .              .
api:employers              GET    .               .              .          .           x              .
api:employers              POST   .               .              .          .           .              x
api:employer               GET    .               .              .          .           x              .
api:employer               PATCH  .               .              .          .           .              x
api:employer_establishments POST   .               .              .          .           .              x
api:employer_contacts_of   POST   .               .              .          .           .              x
api:employer_contacts      GET    .               .              .          .           x              .
api:employer_vacancies     POST   .               .              .          .           .              x
api:vacancies              GET    .               .              .          .           x              .
api:vacancy                GET    .               .              .          .           x              .
api:vacancy                PATCH  .               .              .          .           .              x
api:vacancy_steps          POST   .               .              .          .           .              x
api:client_job_referrals   GET    .               .              x          .           .              .
api:client_job_referrals   POST   .               .              .          x           .              .
api:job_referrals          GET    .               .              x          .           .              .
api:job_referral           GET    .               .              x          .           .              .
api:job_referral_steps     POST   .               .              .          x           .              .
api:client_job_matches     POST   .               .              .          x           .              .
api:job_matches            GET    .               .              x          .           .              .
api:placements             GET    .               .              x          .           .              .
api:support_decisions      GET    .               .              x          .           .              .
"""


def _read_scopes(table: str) -> tuple[set[str], dict[tuple[str, str], set[str]]]:
    heading, *lines = [line.split() for line in table.strip().splitlines()]
    scopes = heading[2:]
    opens = {
        (route, method): {scope for scope, mark in zip(scopes, marks, strict=True) if mark == "x"}
        for route, method, *marks in lines
    }
    return set(scopes), opens


MACHINE_SCOPES, MACHINE_OPENS = _read_scopes(SCOPES)
assert set(ApiScope.values) == MACHINE_SCOPES
# A machine knows every client of its own area, whatever their unit and whoever's they are, and nobody by a relation.
MACHINE_SEES = set(STATES) - {"other_area"}
