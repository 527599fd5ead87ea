"""Participations and their forms: what machines send, ask for and are told."""

from typing import Any, ClassVar

from rest_framework import serializers

from clients.api.answers import (
    EndAnswersOut,
    FollowUpAnswersOut,
    StartAnswersOut,
    StartFormIn,
    answers,
)
from clients.api.parameters import ContactsParameters
from clients.enums import MissingReason
from clients.enums.forms import FormKind, PastGround
from clients.form_questions import PLACES, questions_of
from clients.selectors.form_standing import STANDINGS
from clients.selectors.machine_work import ENDED, RUNNING
from clients.services.machine_participating import Beginning
from config.api.bodies import Body
from config.api.fields import CodeOf, PageOut, text, version
from config.api.parameters import OneOf

# Where a body has the field that a service names when it refuses.
PLACES_OF_BEGINNING = {
    "client_ref": "reference",
    **{question.name: f"start_form.{question.name}" for question in questions_of(FormKind.START)},
}


class ParticipationsParameters(ContactsParameters):
    absent: ClassVar = {**ContactsParameters.absent, "programme": "", "unit": None, "state": ""}

    programme = serializers.CharField(required=False, max_length=20, help_text="Code of the programme.")
    unit = serializers.UUIDField(required=False, help_text="Only participations at this unit.")
    state = OneOf(choices=[RUNNING, ENDED], required=False, help_text="Whether the client has left.")


class ParticipationIn(Body):
    programme = serializers.CharField(max_length=20, help_text="Code of a programme in which the area takes part.")
    started_on = serializers.DateField()
    reference = text(64, help_text="In the programme's register, no identity code; made when empty.")
    start_form = StartFormIn(required=False, help_text="The start form, when it is filled in already.")

    def beginning(self) -> Beginning:
        """How the client begins."""
        given = self.validated_data
        form = answers(given["start_form"]) if "start_form" in given else None
        return Beginning(
            programme=given["programme"],
            started_on=given["started_on"],
            reference=given.get("reference", ""),
            start_form=form,
        )


class ParticipationChangeIn(Body):
    """Only what is to change; what is not named stays. What the end form says is changed in that form."""

    version = version()
    unit = serializers.UUIDField(required=False, allow_null=True)
    first_started_on = serializers.DateField(required=False)
    started_on = serializers.DateField(required=False, help_text="The latest start.")
    ended_on = serializers.DateField(required=False, allow_null=True, help_text="Null: the client has not left.")
    end_missing_reason = CodeOf(MissingReason.values, help_text="Why there is no end form; empty takes it away.")
    followup_missing_reason = CodeOf(MissingReason.values, help_text="Why there is no follow-up form.")

    def values(self) -> dict[str, Any]:
        """What is to be, by the columns of a participation."""
        given = {name: value for name, value in self.validated_data.items() if name != "version"}
        return {"unit_id" if name == "unit" else name: value for name, value in given.items()}


class WithdrawalIn(Body):
    version = serializers.IntegerField(min_value=1, max_value=2_147_483_647, help_text="Of the form, as it was read.")
    reason = serializers.CharField(min_length=3, max_length=500, help_text="Nothing of the client's health.")


class StandingOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=FormKind.values)
    state = serializers.ChoiceField(
        choices=STANDINGS, help_text="filled; explained (why it is missing); due; later (not expected yet)."
    )
    by = serializers.DateField(
        allow_null=True, help_text="Last day to observe an end; the day from which a follow-up is made."
    )
    version = serializers.IntegerField(allow_null=True, help_text="Of the form; null when there is none.")
    missing = serializers.ListField(
        child=serializers.CharField(), help_text="Answers that a complete form needs and this one lacks."
    )
    url = serializers.URLField()


class ParticipationOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    version = serializers.IntegerField(help_text="Grows by one with each change of the participation itself.")
    client = serializers.UUIDField(source="client_id")
    programme = serializers.CharField(source="programme.code")
    unit = serializers.UUIDField(source="unit_id", allow_null=True)
    reference = serializers.CharField(source="client_ref")
    first_started_on = serializers.DateField()
    started_on = serializers.DateField(help_text="The latest start: after first_started_on when the client returned.")
    ended_on = serializers.DateField(allow_null=True)
    end_reason = serializers.CharField()
    end_path = serializers.CharField()
    end_missing_reason = serializers.ChoiceField(choices=["", *MissingReason.values])
    followup_missing_reason = serializers.ChoiceField(choices=["", *MissingReason.values])


class ParticipationWholeOut(ParticipationOut):
    forms = StandingOut(many=True)


class ParticipationPageOut(PageOut):
    items = ParticipationWholeOut(many=True)


class PastFormOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=FormKind.values)
    ground = serializers.ChoiceField(choices=PastGround.values)
    reason = serializers.CharField()
    removed_by = serializers.UUIDField(source="removed_by_id")
    removed_at = serializers.DateTimeField()
    answers = serializers.DictField(help_text="As they were; null where this client has no right to see.")


class PastFormsOut(serializers.Serializer[Any]):
    items = PastFormOut(many=True)


class FormOut(serializers.Serializer[Any]):
    """A form with its answers by the names of its questions."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    participation = serializers.UUIDField()
    client = serializers.UUIDField()
    is_complete = serializers.BooleanField()
    missing = serializers.ListField(child=serializers.CharField(), help_text="Needed answers that are not given.")


class StartFormOut(FormOut):
    answers = StartAnswersOut()


class EndFormOut(FormOut):
    answers = EndAnswersOut()


class FollowUpFormOut(FormOut):
    answers = FollowUpAnswersOut()


ROUTES = {kind: f"{place.replace('-', '_')}_form" for kind, place in PLACES.items()}
"""The address of each form."""
