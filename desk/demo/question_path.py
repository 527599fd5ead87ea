"""Question paths in the demo: some clients were asked, and the area has a question set of its own with a draft."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.models import User
from clients.enums.question_path import PathManner, PathStatus
from clients.models import Client, QuestionPathRun
from desk.demo import programme as facts
from questionnaires.enums import Outcome, QuestionKind, SetKind
from questionnaires.models import QuestionSet, QuestionSetVersion
from questionnaires.selectors.branching import first_fitting, kept
from questionnaires.selectors.sets import questions_of, rules_of, versions_to_ask_by
from questionnaires.services.drafting import OF_QUESTION, add_question, add_set, start_draft
from questionnaires.services.publishing import publish_version

SEED = 1117
WALKER = "supervisor@demo.invalid"
# What people answered: a referral, a health check, a talk, waiting, nothing.
ANSWERED: tuple[dict[str, Any], ...] = (
    {
        "effect": "yes",
        "how": ["pain"],
        "duration": "lasting",
        "statement": "b",
        "sickness": "some",
        "work": ["hours", "tasks"],
        "rating": 4,
        "wish": "yes",
    },
    {
        "effect": "yes",
        "how": ["mental", "learning"],
        "duration": "lasting",
        "statement": "none",
        "sickness": "none",
        "work": ["unknown"],
        "rating": 5,
        "wish": "no",
    },
    {"effect": "no", "rating": 8, "wish": "yes"},
    {
        "effect": "unsure",
        "how": ["other"],
        "duration": "new",
        "statement": "care",
        "sickness": "none",
        "work": ["as_such"],
        "rating": 7,
        "wish": "no",
    },
    {"effect": "no", "rating": 9, "wish": "no"},
)
FEEDBACK = (
    ("heard", QuestionKind.YES_NO, ("Kuunneltiinko sinua?", "Blev du hörd?", "Were you listened to?"), (None, None)),
    (
        "helped",
        QuestionKind.SCALE,
        ("Kuinka paljon palvelu auttoi?", "Hur mycket hjälpte tjänsten?", "How much did the service help?"),
        (1, 5),
    ),
    ("words", QuestionKind.TEXT, ("Mitä muuta haluat sanoa?", "Vad annat vill du säga?", "What else?"), (None, None)),
)


def give_question_paths() -> int:
    """Named clients of the demo have walked the path, unless some have; how many did."""
    walker = User.objects.filter(email=WALKER).first()
    if walker is None or QuestionPathRun.objects.exists():
        return 0
    _own_set(walker)
    version = versions_to_ask_by(facts.HOME_AREA, kind=SetKind.QUESTION_PATH)[0]
    dice, today = Random(SEED), timezone.localdate()  # noqa: S311 - invented people, not secrets
    clients = Client.objects.filter(area_id=facts.HOME_AREA).exclude(last_name="").order_by("street_address", "pk")
    runs = [
        _run(client, version, ANSWERED[number % len(ANSWERED)], walker, today - timedelta(days=dice.randrange(5, 300)))
        for number, client in enumerate(clients[3::40][:20])
    ]
    return len(QuestionPathRun.objects.bulk_create(runs))


def _run(
    client: Client, version: QuestionSetVersion, answers: dict[str, Any], walker: User, day: date
) -> QuestionPathRun:
    answered = kept(questions_of(version), answers)
    rule = first_fitting(rules_of(version), answered)
    assert rule is not None
    return QuestionPathRun(
        area_id=client.area_id,
        client=client,
        question_set_version=version,
        status=PathStatus.FINISHED,
        manner=PathManner.INTERVIEW,
        answers=answered,
        started_by=walker,
        started_at=timezone.now(),
        recommended=Outcome(rule.outcome),
        outcome=Outcome(rule.outcome),
        next_step=rule.next_step,
        answered_on=day,
        finished_at=timezone.now(),
    )


def _own_set(editor: User) -> None:
    """The area asks for feedback by a set of its own, of which a second version is being written."""
    if QuestionSet.objects.filter(area_id=facts.HOME_AREA).exists():
        return
    names = {"fi": "Palaute koordinoinnista", "sv": "Respons på koordineringen", "en": "Feedback on co-ordination"}
    draft = add_set(
        actor=editor, area_id=facts.HOME_AREA, code="palaute-koordinoinnista", kind=SetKind.FEEDBACK, names=names
    )
    for key, kind, texts, scale in FEEDBACK:
        values: dict[str, Any] = dict.fromkeys(OF_QUESTION, "") | {
            "kind": kind,
            "options": [],
            "scale_min": scale[0],
            "scale_max": scale[1],
            "required": kind != QuestionKind.TEXT,
            "refusable": False,
            "show_if": [],
        }
        values |= dict(zip(("text_fi", "text_sv", "text_en"), texts, strict=True))
        add_question(actor=editor, version_id=draft.pk, key=key, values=values)
    publish_version(actor=editor, version_id=draft.pk, version=draft.version)
    start_draft(actor=editor, question_set_id=draft.question_set_id, version=draft.question_set.version)
