"""Who sees which client: written down by hand, apart from the code that decides it."""

from accounts.enums import Role

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
assert set(ROLES) == set(Role.values)
