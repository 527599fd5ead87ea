"""Ways of writing that open holes stand nowhere in the code, or only where they are listed with their reason."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("accounts", "ledger", "questionnaires", "network", "clients", "employers", "training", "reporting", "desk")
STARTING_PROGRAMS = {
    f"config/{name}.py" for name in ("embedded", "guardian", "preparation", "service_account", "services", "supervisor")
}
HASHES = {"sha256", "sha384", "sha512", "blake2b", "file_digest"}
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def sources() -> Iterator[tuple[str, ast.Module]]:
    for name in (*APPS, "config"):
        for path in sorted((ROOT / name).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """File, dotted name of what is called, the call."""
    for name, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield name, ast.unparse(node.func), node


def imports() -> Iterator[tuple[str, str]]:
    for name, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from ((name, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield name, node.module
                yield from ((name, f"{node.module}.{alias.name}") for alias in node.names)


def test_no_text_is_run_as_code():
    running = {"eval", "exec", "compile", "__import__"}

    assert [(name, called) for name, called, _call in calls() if called in running] == []


def test_nothing_is_unpacked_that_could_run():
    dangerous = {"pickle", "marshal", "shelve", "dill", "yaml", "xml.etree.ElementTree", "xml.sax", "xml.dom.minidom"}

    assert [(name, module) for name, module in imports() if module in dangerous] == []


def test_programs_are_started_only_where_services_are_and_never_by_a_shell():
    starting = ("subprocess.", "os.system", "os.popen", "os.exec", "os.spawn", "os.posix_spawn")
    found = [(name, called, call) for name, called, call in calls() if called.startswith(starting)]

    assert {name for name, _called, _call in found} <= STARTING_PROGRAMS | ALSO_START
    shells = [name for name, _called, call in found for word in call.keywords if word.arg == "shell"]
    assert shells == []


def test_chance_for_secrets_comes_from_the_system():
    by_dice = {name for name, module in imports() if module.split(".")[0] == "random"}

    assert {name for name in by_dice if not name.startswith("desk/demo/")} == set()


def test_hashes_are_of_the_strong_kind():
    used = {
        (name, node.attr)
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "hashlib"
    }

    assert used
    assert [(name, algorithm) for name, algorithm in sorted(used) if algorithm not in HASHES] == []


def test_ciphers_stand_where_the_inventory_says():
    using = {name for name, module in imports() if module.split(".")[0] in {"cryptography", "nacl", "Crypto"}}

    assert using == {
        "clients/services/participating/drafts.py",  # under the secret of a session
        "config/kernel/encryption.py",
        "desk/operations/envelope.py",
    }


def test_markup_is_never_declared_safe():
    in_code = [
        (name, called) for name, called, _call in calls() if called.split(".")[-1] in {"mark_safe", "SafeString"}
    ]
    in_templates = [
        path.name for path in TEMPLATES if re.search(r"\|\s*safe\b|autoescape off|\|\s*safeseq", path.read_text())
    ]

    assert (in_code, in_templates) == ([], [])


def test_templates_are_files_never_texts():
    made = [(name, called) for name, called, _call in calls() if called.split(".")[-1] in {"Template", "from_string"}]

    assert made == []


def test_no_query_is_written_by_hand_through_the_orm():
    ways = {"extra", "raw", "RawSQL"}

    assert {name for name, called, _call in calls() if called.split(".")[-1] in ways} <= BY_HAND


def test_no_input_becomes_a_pattern():
    """A pattern is a text of the program; look-ups by pattern take none from outside."""
    patterns = ("re.compile", "re.match", "re.fullmatch", "re.search", "re.sub", "re.findall", "re.split")
    made = [
        (name, ast.unparse(call.args[0]))
        for name, called, call in calls()
        if called in patterns and not isinstance(call.args[0], ast.Constant)
    ]
    looked_up = [
        (name, word.arg)
        for name, _called, call in calls()
        for word in call.keywords
        if word.arg and word.arg.endswith(("__regex", "__iregex"))
    ]

    assert {name for name, words in made if not words.startswith(("f'", "r'", "rf'"))} <= FIXED_PATTERNS
    assert looked_up == []


def test_no_input_becomes_a_format():
    """What is filled in is a text of the program: written there, or a constant of the same module."""
    written = {name: constants(tree) for name, tree in sources()}
    formatted = [
        (name, called)
        for name, called, call in calls()
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in {"format", "format_map"}
        and not isinstance(call.func.value, ast.Constant)
        and ast.unparse(call.func.value) not in written[name]
    ]

    numbers = {("clients/services/employment.py", "ytunnus.format")}  # a library's way to write a business id
    assert {(name, called) for name, called in formatted if "SQL(" not in called} <= numbers


def constants(tree: ast.Module) -> set[str]:
    """Names that the module gives to a text once, at its own level, and nowhere anew."""
    given = [
        (target.id, node.value)
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    again = Counter(
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    )
    again.update(node.arg for node in ast.walk(tree) if isinstance(node, ast.arg))
    texts = {name for name, value in given if is_text(value)}
    return {name for name in texts if again[name] == 1}


def is_text(value: ast.expr) -> bool:
    """A text that stands there; parts of it may be other names, never something that is asked for."""
    if isinstance(value, ast.JoinedStr):
        return all(isinstance(part, ast.Constant) or isinstance(part.value, ast.Name) for part in value.values)
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def test_the_outside_is_asked_only_where_it_is_listed():
    outward = {"requests", "httpx", "urllib.request", "urllib3", "http.client", "socket", "smtplib", "ftplib"}

    found = {(name, module.split(".")[0]) for name, module in imports() if module in outward}

    assert found <= OUTWARD


def test_views_without_the_check_of_the_form_token_are_listed():
    exempt = {name for name, called, _call in calls() if called.split(".")[-1] == "csrf_exempt"}
    exempt |= {
        name
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and "csrf_exempt" in {ast.unparse(one) for one in node.decorator_list}
    }

    assert exempt == WITHOUT_FORM_TOKEN


# Ciphers of drafts, under a key that the browser never keeps; both scripts remove them (tests/browser/test_forms.py).
KEEPING = {"drafts.js": {"localStorage"}, "tasma.js": {"localStorage"}}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_own_scripts_build_no_markup_keep_nothing_and_talk_to_nobody(script):
    text = re.sub(r"^\s*//.*$", "", script.read_text(encoding="utf-8"), flags=re.MULTILINE)
    bad = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|localStorage|indexedDB"
        r"|postMessage|document\.cookie|\bvar\b|__proto__|document\.domain|https?://"
    )

    assert '"use strict"' in text
    assert set(re.findall(bad, text)) == KEEPING.get(script.name, set())


def test_every_cookie_has_its_name_from_the_settings():
    """There a real installation gives it the prefix that binds it to the host."""
    named = [
        (name, ast.unparse(call.args[0])) for name, called, call in calls() if called.endswith("_cookie") and call.args
    ]

    assert [(name, word) for name, word in named if not re.fullmatch(r"settings\.[A-Z]+_COOKIE_NAME", word)] == []


def test_certificates_are_always_checked():
    unchecked = [
        (name, ast.unparse(word))
        for name, _called, call in calls()
        for word in call.keywords
        if word.arg in {"verify", "check_hostname", "verify_mode", "ssl_cert_reqs"}
    ]
    contexts = [
        (name, called) for name, called, _call in calls() if "_create_unverified" in called or "CERT_NONE" in called
    ]

    assert (unchecked, contexts) == ([], [])


def test_scripts_and_styles_come_from_this_host():
    addresses = [
        (path.name, found)
        for path in TEMPLATES
        for found in re.findall(
            r'<(?:script|link|img|iframe)[^>]+(?:src|href)="((?:https?:)?//[^"]*)"', path.read_text()
        )
    ]

    assert addresses == []


# Beside those that start services: PostgreSQL's own tools for backup and restore, by fixed words.
ALSO_START = {"desk/operations/postgres.py"}
# Statements of our own with parameters: functions of the database that alone may read the log.
BY_HAND = {"accounts/selectors/reading.py", "clients/selectors/handled.py"}
# Lists of patterns that stand in the same file.
FIXED_PATTERNS = {"accounts/selectors/devices.py"}
# Who speaks to whom: docs/controls.md, Connections.
OUTWARD = {
    ("clients/services/importing/scanning.py", "socket"),
    ("config/signin/directory.py", "requests"),
    ("desk/operations/seeing_machine.py", "socket"),
    ("ledger/services/feedback_mail.py", "smtplib"),
    ("ledger/services/mailing.py", "smtplib"),
    ("ledger/services/webhooks.py", "requests"),
    ("config/embedded.py", "socket"),
    ("config/services.py", "socket"),
    ("config/supervisor.py", "http"),
    ("config/supervisor.py", "socket"),
}
# Machines show their secret or token instead; the upload checks the token after it has set its handler.
# The pages of a link need no cookie: their forms carry a signed mark of the link instead.
WITHOUT_FORM_TOKEN = {
    "config/api/oauth.py",
    "clients/views/referral_link.py",
    "clients/views/uploading.py",
    "employers/views/public.py",
    "questionnaires/views/answer.py",
}
