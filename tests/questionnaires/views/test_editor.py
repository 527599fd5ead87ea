import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from accounts.context import set_context
from accounts.enums import Role
from questionnaires.enums import MappingKind, VersionStatus
from questionnaires.models import QuestionSetVersion
from questionnaires.services import drafting
from questionnaires.services.interchange import as_file
from tests.factories.accounts import OTHER_AREA, UserFactory, member
from tests.factories.questionnaires import QuestionSetFactory, QuestionSetVersionFactory, path_draft, published_path
from tests.factories.signin import fresh_second_factor

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CL-06")]
PERSONAS = {
    "coordinator": lambda: member(role=Role.COORDINATOR),
    "supervisor": member,
    "administrator": lambda: member(role=Role.ADMINISTRATOR),
    "outsider": lambda: member(area=OTHER_AREA),
    "nobody": UserFactory,
}


def browser_of(person) -> Browser:
    browser = Browser()
    set_context(user=person.pk)
    browser.force_login(person)
    fresh_second_factor(browser, person)
    browser.cookies["tasma_language"] = "en"
    set_context(user=None, areas=range(1, 47))
    return browser


def answer(browser, address, data=None):
    response = browser.get(address) if data is None else browser.post(address, data)
    set_context(user=None, areas=range(1, 47))
    return response


def pages(version) -> list[str]:
    base = f"/question-sets/versions/{version.pk}/"
    question, rule = version.questions.first(), version.rules.first()
    return [
        f"/question-sets/{version.question_set_id}/",
        base,
        *(f"{base}{name}" for name in ("intro/", "preview/", "version.json", "questions/new/", "rules/new/")),
        f"/question-sets/questions/{question.pk}/",
        f"/question-sets/rules/{rule.pk}/",
    ]


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_editor_opens_to_supervisors_of_the_area(persona):
    version = path_draft()
    browser = browser_of(PERSONAS[persona]())

    answers = {page: answer(browser, page) for page in pages(version)}

    expected = {"supervisor": 200, "nobody": 302}.get(persona, 404)
    assert {page: one.status_code for page, one in answers.items()} == dict.fromkeys(answers, expected)
    assert all(b"UNDEFINED(" not in one.content for one in answers.values())


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("page", ["", "new/", "import/"])
def test_the_list_opens_to_supervisors(persona, page):
    response = answer(browser_of(PERSONAS[persona]()), f"/question-sets/{page}")

    assert response.status_code == {"supervisor": 200, "outsider": 200, "nobody": 302}.get(persona, 403)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_many_as_for_one(count):
    for _ in range(count):
        QuestionSetVersionFactory()
    browser = browser_of(member())

    with CaptureQueriesContext(connection) as asked:
        answer(browser, "/question-sets/?kind=question_path&whose=own&sort=-kind")

    assert len([one for one in asked.captured_queries if "questionnaires_" in one["sql"]]) == 2


@pytest.mark.parametrize("name", ["question-sets.csv", "question-sets.xlsx"])
def test_the_list_is_a_file(name):
    QuestionSetFactory(name_en="Own questions")

    response = answer(browser_of(member()), f"/{name}?whose=own")

    assert response.status_code == 200
    if name.endswith("csv"):
        lines = response.content.decode().splitlines()
        assert (len(lines), lines[1].split(",")[0]) == (2, "Own questions")


def texts(**changes) -> dict:
    words = {f"text_{one}": "How do you sleep?" for one in ("fi", "sv", "en")}
    return {**words, "key": "sleep", "kind": "single", "required": "on"} | changes


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"options": "well | hyvin | bra | Well\nbadly | huonosti | dåligt | Badly", "show_if": ["works=no"]}, 302),
        ({"options": "well | hyvin"}, 422),
        ({"options": ""}, 422),
        ({"options": "a | b | c | d\na | e | f | g"}, 422),
        ({"kind": "yes_no", "key": "works"}, 422),
        ({"kind": "scale", "scale_min": "5", "scale_max": "1"}, 422),
        ({"kind": "yes_no", "show_if": ["works=perhaps"]}, 422),
        ({"kind": "yes_no", "text_sv": ""}, 422),
    ],
    ids=["fits", "half an option", "no option", "one code twice", "key twice", "scale", "no such answer", "no Swedish"],
)
def test_a_question_is_added_or_what_was_typed_stays(changes, status):
    version = path_draft()

    response = answer(browser_of(member()), f"/question-sets/versions/{version.pk}/questions/new/", texts(**changes))

    assert response.status_code == status
    assert version.questions.count() == (3 if status == 302 else 2)
    if status == 422:
        assert b"How do you sleep?" in response.content


def test_a_rule_is_changed_moved_and_removed():
    version = path_draft()
    rule = version.rules.get(position=1)
    address = f"/question-sets/rules/{rule.pk}/"
    browser = browser_of(member())
    words = dict.fromkeys(drafting.NEXT_STEPS, "Talk about it")

    changed = answer(
        browser, address, {"version": 1, "outcome": "consult", "conditions": ["works=no", "how=body"], **words}
    )
    moved = answer(browser, f"{address}down/", {"version": 2})
    old = answer(browser, f"{address}remove/", {"version": 2})

    rule.refresh_from_db()
    assert (changed.status_code, moved.status_code, old.status_code) == (302, 302, 409)
    assert (rule.outcome, rule.position) == ("consult", 2)
    assert [one["question"] for one in rule.conditions] == ["works", "how"]
    assert answer(browser, f"{address}remove/", {"version": 3}).status_code == 302
    assert version.rules.count() == 1


def test_a_version_is_mapped_and_published_on_its_pages():
    first = published_path()
    person = member()
    browser = browser_of(person)
    answer(browser, f"/question-sets/{first.question_set_id}/draft/", {"version": 1})
    second = QuestionSetVersion.objects.get(question_set=first.question_set, number=2)
    base = f"/question-sets/versions/{second.pk}/"

    wrong = answer(browser, f"{base}compare/", {"version": 1, "kind-works": "same", "after-works": "how"})
    right = answer(
        browser,
        f"{base}compare/",
        {"version": 1, "kind-works": "recoded", "after-works": "works", "codes-works": "yes = no\nno = yes"},
    )
    early = answer(browser, f"{base}publish/", {"version": 2})
    answer(
        browser, f"{base}compare/", {"version": 2, "kind-works": "same", "after-works": "works", "kind-how": "broken"}
    )
    late = answer(browser, f"{base}publish/", {"version": 3})

    assert (wrong.status_code, right.status_code, early.status_code, late.status_code) == (422, 302, 422, 302)
    assert b"Say what became of question" in early.content
    second.refresh_from_db()
    first.refresh_from_db()
    assert (first.status, second.status) == (VersionStatus.RETIRED, VersionStatus.PUBLISHED)
    assert second.published_by == person
    assert {one.before.key: one.kind for one in second.mappings.all()} == {
        "works": MappingKind.SAME,
        "how": MappingKind.BROKEN,
    }
    assert answer(browser, f"/question-sets/questions/{second.questions.first().pk}/").status_code == 409


def test_the_preview_walks_the_path_and_keeps_nothing():
    version = path_draft()
    browser = browser_of(member())
    base = f"/question-sets/versions/{version.pk}/preview/"

    first = answer(browser, base).content.decode()
    hidden = answer(browser, f"{base}?works=no").content.decode()
    ended = answer(browser, f"{base}?works=no&how=mind").content.decode()

    assert "About how?" not in first
    assert "About how?" in hidden
    assert "Refer to the work-ability coordinator" in ended
    assert "Refer to the work-ability coordinator" not in hidden


def test_a_file_is_checked_then_brought_in():
    data = json.dumps(as_file(QuestionSetVersion.objects.get(area=None, question_set__code="kyselypolku"))).encode()
    browser = browser_of(member())

    def sent(content, **more):
        file = SimpleUploadedFile("set.json", content)
        return answer(browser, "/question-sets/import/", {"area": 41, "file": file, **more})

    checked, bad, brought = sent(data), sent(data.replace(b'"single"', b'"odd"', 1)), sent(data, write="on")

    assert (checked.status_code, bad.status_code, brought.status_code) == (200, 422, 302)
    assert b"questions[1].kind" in bad.content
    assert QuestionSetVersion.objects.filter(area=41).count() == 1
