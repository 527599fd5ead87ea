import pytest

from accounts.context import set_context
from questionnaires.enums import SetKind, VersionStatus
from questionnaires.models import QuestionSet, QuestionSetVersion
from questionnaires.selectors.checks import problems_of
from questionnaires.selectors.sets import questions_of, versions_to_ask_by
from questionnaires.services.shipping import load_question_sets
from tests.factories.accounts import HOME_AREA, OTHER_AREA
from tests.factories.questionnaires import QuestionSetFactory, published_path

pytestmark = pytest.mark.django_db


@pytest.mark.capability("CL-06")
def test_the_question_path_is_shipped_published_to_everybody():
    version = QuestionSetVersion.objects.get(question_set__code="kyselypolku", number=1)

    assert (version.area_id, version.status) == (None, VersionStatus.PUBLISHED)
    assert len(questions_of(version)) == 8
    assert problems_of(version) == []


@pytest.mark.django_db(databases=["default", "owner"])
def test_loading_again_changes_nothing():
    loaded = load_question_sets("owner")

    assert [(one.created, one.updated, one.unchanged) for one in loaded] == [(0, 0, 2)]


@pytest.mark.parametrize("areas", [[], [OTHER_AREA]])
def test_everybody_reads_what_is_shipped(areas):
    set_context(user=None, areas=areas)

    assert [one.code for one in QuestionSet.objects.order_by("code")] == ["asiakaspalaute", "kyselypolku"]


def test_an_own_set_goes_before_the_shipped_one_of_its_code():
    own = published_path(question_set=QuestionSetFactory(code="kyselypolku"))

    assert versions_to_ask_by(HOME_AREA, kind=SetKind.QUESTION_PATH) == [own]
    shipped = versions_to_ask_by(OTHER_AREA, kind=SetKind.QUESTION_PATH)
    assert [one.area_id for one in shipped] == [None]
