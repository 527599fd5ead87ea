"""The work behind the pages: processes that live, work that moves, mail that leaves, precautions that were taken."""

from datetime import timedelta

from django.conf import settings

from accounts.models.messages import MAX_ATTEMPTS
from desk.operations.findings import Check, Finding, Findings, note, trouble, well
from desk.operations.postgres import connect, query

SILENCE = {"relay": timedelta(minutes=1), "beat": timedelta(minutes=1), "worker": timedelta(minutes=4)}
LONGEST_WAIT = timedelta(minutes=5)
LONGEST_MAIL = timedelta(minutes=20)
PRECAUTIONS = {"backup": timedelta(hours=26), "drill": timedelta(days=35)}
HOW = {"backup": "Run backup every night.", "drill": "Run restore --drill with the latest backup every month."}


def processes() -> Findings:
    ages = _ages()
    for name, most in SILENCE.items():
        age = ages.get(name)
        if age is not None and age <= most:
            yield well("processes", f"The {name} works.")
        else:
            said = "has never worked here" if age is None else f"has been silent for {_words(age)}"
            yield trouble("processes", f"The {name} {said}.", f"Start the {name} process, and see its log.")


def _ages() -> dict[str, timedelta]:
    with connect("owner", autocommit=True) as line:
        return {str(name): age for name, age in query(line, "SELECT name, now() - at FROM ledger_signoflife")}


def _words(age: timedelta) -> str:
    hours = age.total_seconds() / 3600
    return f"{hours / 24:.0f} days" if hours >= 48 else f"{hours:.0f} h" if hours >= 2 else f"{hours * 60:.0f} min"


def outbox() -> Findings:
    with connect("owner", autocommit=True) as line:
        depth, age = query(
            line,
            "SELECT count(*), now() - min(available_at) FROM ledger_outbox"
            " WHERE done_at IS NULL AND dead_at IS NULL AND available_at <= now()",
        )[0]
        dead = query(line, "SELECT task, count(*) FROM ledger_outbox WHERE dead_at IS NOT NULL GROUP BY 1 ORDER BY 2")
    if age and age > LONGEST_WAIT:
        yield trouble(
            "outbox", f"{depth:,} pieces of work wait, the oldest for {_words(age)}.", "See relay, broker and worker."
        )
    else:
        yield well("outbox", f"Work moves: {depth:,} pieces are due.")
    if dead:
        count = sum(number for _task, number in dead)
        yield trouble(
            "outbox",
            f"{count:,} pieces of work were given up after their last attempt, such as {dead[-1][0]}.",
            "Read last_error in ledger_outbox, mend the cause, and start the work anew from its page or command.",
        )


def mail() -> Findings:
    with connect("owner", autocommit=True) as line:
        late, refused = query(
            line,
            "SELECT count(*) FILTER (WHERE attempts < %(most)s AND created_at < now() - %(age)s),"
            " count(*) FILTER (WHERE attempts >= %(most)s AND created_at > now() - interval '30 days')"
            " FROM accounts_message WHERE mailed_at IS NULL",
            {"most": MAX_ATTEMPTS, "age": LONGEST_MAIL},
        )[0]
    if late:
        yield trouble(
            "mail",
            f"{late:,} messages wait to be mailed for longer than they should.",
            "See the mail server and worker.",
        )
    else:
        yield well("mail", "No message waits to be mailed.")
    if refused:
        yield note("mail", f"{refused:,} messages of the last 30 days could not be mailed.", "Look at the addresses.")


def precautions() -> Findings:
    ages = _ages()
    for name, most in PRECAUTIONS.items():
        yield _precaution(name, ages.get(name), most)


def _precaution(name: str, age: timedelta | None, most: timedelta) -> Finding:
    if age is not None and age <= most:
        return well("precautions", f"The last {name} was {_words(age)} ago.")
    said = f"There has been no {name} yet." if age is None else f"The last {name} was {_words(age)} ago."
    return note("precautions", said, HOW[name]) if settings.DEMO else trouble("precautions", said, HOW[name])


WORK: tuple[tuple[str, Check], ...] = (
    ("processes", processes),
    ("outbox", outbox),
    ("mail", mail),
    ("precautions", precautions),
)
