"""The doctor looks at an installation and says in words what is right and what is wrong; it changes nothing."""

from desk.operations.findings import Check, Finding, trouble
from desk.operations.postgres import Trouble
from desk.operations.seeing_data import DATA
from desk.operations.seeing_machine import MACHINE
from desk.operations.seeing_protection import PROTECTION
from desk.operations.seeing_work import WORK

CHECKS: tuple[tuple[str, Check], ...] = (*MACHINE, *PROTECTION, *WORK, *DATA)


def examine() -> list[Finding]:
    """Every check's findings; one that cannot be made is trouble itself and keeps no other from being made."""
    found: list[Finding] = []
    for subject, check in CHECKS:
        try:
            found.extend(check())
        except Trouble as error:
            found.append(trouble(subject, str(error), "Mend that first; the rest of this cannot be examined before."))
        except Exception as error:  # noqa: BLE001 - whatever is wrong, the other findings are wanted too
            found.append(
                trouble(
                    subject,
                    f"This could not be examined ({type(error).__name__}).",
                    "Look at the findings above; they may say why.",
                )
            )
    return found
