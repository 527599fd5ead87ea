"""The questions of the forms as machines answer them and are told the answers: a field for each, by what keeps it."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from accounts.models import Code, Municipality
from clients.enums.forms import FormKind
from clients.form_questions import PARTICIPATION, Question, questions_of
from clients.forms.participating import LIMITS, RATING
from clients.models import Participation
from clients.models.forms import ISCED
from clients.selectors.participation_states import MODELS
from clients.selectors.wording import CODE_LISTS, MUNICIPALITIES
from config.api.bodies import Body
from config.api.fields import CodeOf, MunicipalityCode, text
from config.api.parameters import OneOf

# Listed codes of columns that hold any short text; the others have their choices in the model.
CODES_OF = {"isced": ISCED, "qualification_level": ISCED}
HEALTH = "Of health: only for a client with the right to it."


class FormMunicipality(MunicipalityCode):
    """A municipality of any time by its code; empty or null for none."""

    default_error_messages = {"unknown": gettext_lazy("There is no municipality with this code.")}

    def to_internal_value(self, data: Any) -> str:
        code = serializers.CharField.to_internal_value(self, data)
        if code and not Municipality.objects.filter(pk=code).exists():
            self.fail("unknown")
        return str(code)


class ListedCode(serializers.CharField):
    """A code of a list that administrators keep, or the empty text for what is not known."""

    default_error_messages = {"invalid_choice": OneOf.default_error_messages["invalid_choice"]}

    def __init__(self, *, code_list: str, **options: Any) -> None:
        self._list = code_list
        super().__init__(max_length=2, allow_blank=True, required=False, **options)

    def to_internal_value(self, data: Any) -> str:
        code: str = super().to_internal_value(data)
        known = Code.objects.filter(list=self._list).values_list("code", flat=True)
        if code and code not in known:
            self.fail("invalid_choice", input=code, known=", ".join(known))
        return code


def _column(kind: FormKind, question: Question) -> Any:
    model = Participation if question.record == PARTICIPATION else MODELS[kind]
    return model._meta.get_field(question.field.removesuffix("_id"))


def _codes(question: Question, column: Any) -> list[str]:
    return CODES_OF.get(question.name) or [str(code) for code, _words in column.choices or () if code]


def _asked(kind: FormKind, question: Question, *, change: bool) -> serializers.Field[Any, Any, Any, Any]:
    column, needed = _column(kind, question), question.is_needed and not change
    told = {"help_text": HEALTH} if question.is_health else {}
    if question.name in MUNICIPALITIES:
        return FormMunicipality(help_text="Code of Statistics Finland; the client’s own follows it until a move.")
    if codes := _codes(question, column):
        return OneOf(choices=codes, required=needed) if question.is_needed else CodeOf(codes, **told)
    if question.name in CODE_LISTS:
        return ListedCode(code_list=CODE_LISTS[question.name], help_text=f"Of the list `{CODE_LISTS[question.name]}`.")
    if isinstance(column, models.CharField):
        return text(column.max_length or 0, **told)
    number = {"min_value": 0, "max_value": LIMITS.get(question.name, RATING)}
    return _plain(column, number, required=needed, allow_null=not question.is_needed, **told)


def _told(kind: FormKind, question: Question) -> serializers.Field[Any, Any, Any, Any]:
    column = _column(kind, question)
    options: dict[str, Any] = {"allow_null": True, **({"help_text": HEALTH} if question.is_health else {})}
    if codes := _codes(question, column):
        return serializers.ChoiceField(choices=["", *codes], **options)
    if isinstance(column, (models.CharField, models.ForeignKey)):
        return serializers.CharField(**options)
    return _plain(column, {}, **options)


def _plain(column: Any, number: dict[str, Any], **options: Any) -> serializers.Field[Any, Any, Any, Any]:
    """Yes or no, a day, or a number within its limits."""
    if isinstance(column, models.BooleanField):
        return serializers.BooleanField(**options)
    if isinstance(column, models.DateField):
        return serializers.DateField(**options)
    return serializers.IntegerField(**number, **options)


class AnswersIn(Body):
    """Answers by the names of the questions; those that are not named stay as they are."""

    def values(self) -> dict[str, Any]:
        """What the answers are, by question."""
        return answers(self.validated_data)


def answers(given: Mapping[str, Any]) -> dict[str, Any]:
    """Checked answers as the form keeps them."""
    return {name: (value or None) if name in MUNICIPALITIES else value for name, value in given.items()}


def _body(name: str, kind: FormKind, *, change: bool = False) -> type[AnswersIn]:
    fields = {question.name: _asked(kind, question, change=change) for question in questions_of(kind)}
    return type(name, (AnswersIn,), {"__doc__": AnswersIn.__doc__, "__module__": __name__, **fields})


def _answer(name: str, kind: FormKind) -> type[serializers.Serializer[Any]]:
    fields = {question.name: _told(kind, question) for question in questions_of(kind)}
    doc = "Null is what is not answered, or what this client has no right to see; an empty code is not answered."
    return type(name, (serializers.Serializer,), {"__doc__": doc, "__module__": __name__, **fields})


StartFormIn = _body("StartFormIn", FormKind.START)
StartFormChangeIn = _body("StartFormChangeIn", FormKind.START, change=True)
EndFormIn = _body("EndFormIn", FormKind.END)
EndFormChangeIn = _body("EndFormChangeIn", FormKind.END, change=True)
FollowUpFormIn = _body("FollowUpFormIn", FormKind.FOLLOW_UP)
FollowUpFormChangeIn = _body("FollowUpFormChangeIn", FormKind.FOLLOW_UP, change=True)
StartAnswersOut = _answer("StartAnswersOut", FormKind.START)
EndAnswersOut = _answer("EndAnswersOut", FormKind.END)
FollowUpAnswersOut = _answer("FollowUpAnswersOut", FormKind.FOLLOW_UP)
