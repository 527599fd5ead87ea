"""What is filled in of question sets, their questions, rules and mappings. Every text in three languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Area
from questionnaires.enums import CODED, MappingKind, Outcome, QuestionKind, SetKind
from questionnaires.models import REFUSED, OutcomeRule, Question, QuestionMapping, QuestionSetVersion
from questionnaires.services.drafting import HELPS, INTROS, LANGUAGES, NEXT_STEPS, TEXTS
from questionnaires.services.publishing import Became

ALL = gettext_lazy("All")
IN_LANGUAGE = {"fi": gettext_lazy("in Finnish"), "sv": gettext_lazy("in Swedish"), "en": gettext_lazy("in English")}


def _texts(label: Any, names: Iterable[str], *, longest: int, required: bool, rows: int = 2) -> dict[str, forms.Field]:
    return {
        name: forms.CharField(
            label=f"{label} {IN_LANGUAGE[name[-2:]]}",
            max_length=longest,
            required=required,
            widget=forms.Textarea(attrs={"rows": rows, "lang": name[-2:]}),
        )
        for name in names
    }


class SetsFilter(forms.Form):
    """Filter and order of question sets."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[("", ALL), *SetKind.choices], required=False)
    whose = forms.ChoiceField(
        label=gettext_lazy("Whose"),
        choices=[("", ALL), ("own", gettext_lazy("The area's own")), ("shipped", gettext_lazy("Shipped for all"))],
        required=False,
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)


class SetForm(forms.Form):
    """A new set of an area, empty or grown from another."""

    like = forms.ChoiceField(label=gettext_lazy("Grows from"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=SetKind.choices)
    code = forms.SlugField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("Under the code of a shipped set your own one goes before it."),
        max_length=40,
    )
    name_fi = forms.CharField(label=gettext_lazy("Name in Finnish"), max_length=200)
    name_sv = forms.CharField(label=gettext_lazy("Name in Swedish"), max_length=200)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=200)
    area = forms.ModelChoiceField(label=gettext_lazy("Area"), queryset=Area.objects.none(), empty_label=None)

    def __init__(self, *args: Any, areas: QuerySet[Area], models: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        self.fields["like"].choices = [("", _("None: it begins empty")), *models]  # type: ignore[attr-defined]

    @property
    def names(self) -> dict[str, str]:
        """The names by language."""
        return {one: self.cleaned_data[f"name_{one}"] for one in LANGUAGES}


class VersionedForm(forms.Form):
    """A form that names the version of the record it was made against."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class IntroForm(VersionedForm):
    """What is said before the first question."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(_texts(_("Said before the first question"), INTROS, longest=4000, required=False, rows=4))


class ConditionsField(forms.MultipleChoiceField):
    """Answers to questions, grouped by question: of one question any will do, of several questions each has to."""

    def __init__(self, **options: Any) -> None:
        help_text = gettext_lazy("Of one question any ticked answer will do; every question with a tick has to fit.")
        widget = forms.CheckboxSelectMultiple
        super().__init__(required=False, widget=widget, **{"help_text": help_text, **options})

    def offer(self, questions: Iterable[Question]) -> None:
        """The answers of these questions may be ticked."""
        self.choices = [(one.text, _ticks(one)) for one in questions if one.kind in CODED or one.refusable]


def _ticks(question: Question) -> list[tuple[str, str]]:
    words = [*question.choices, *([(REFUSED, _("Does not answer"))] if question.refusable else [])]
    return [(f"{question.key}={code}", text) for code, text in words]


def conditions_of(ticked: Sequence[str]) -> list[dict[str, Any]]:
    """The conditions that the ticks say, in the order of the questions."""
    found: dict[str, list[str]] = {}
    for one in ticked:
        key, code = one.split("=", 1)
        found.setdefault(key, []).append(code)
    return [{"question": key, "any_of": codes} for key, codes in found.items()]


def ticks_of(conditions: Iterable[Mapping[str, Any]]) -> list[str]:
    """The ticks that say these conditions."""
    return [f"{one['question']}={code}" for one in conditions for code in one["any_of"]]


class OptionsField(forms.CharField):
    """Options, one a line: code, Finnish, Swedish, English, parted by upright strokes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=gettext_lazy("Options"),
            help_text=gettext_lazy("One a line: code | Finnish | Swedish | English. Only where the answer is chosen."),
            required=False,
            widget=forms.Textarea(attrs={"rows": 6}),
            max_length=20_000,
            **options,
        )

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        return [self._option(number, line) for number, line in enumerate(lines, start=1)]

    def _option(self, number: int, line: str) -> dict[str, str]:
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 4 or not all(parts) or not _is_code(parts[0]) or max(map(len, parts)) > 200:
            sentence = _("Line %(number)s is not of the form: code | Finnish | Swedish | English.")
            raise forms.ValidationError(sentence % {"number": number})
        return dict(zip(("code", *LANGUAGES), parts, strict=True))


def _is_code(word: str) -> bool:
    return word != REFUSED and len(word) <= 40 and all(one.isascii() and (one.isalnum() or one in "-_") for one in word)


def options_text(options: Iterable[Mapping[str, str]]) -> str:
    """The options as they are typed."""
    return "\n".join(" | ".join(one[name] for name in ("code", *LANGUAGES)) for one in options)


class QuestionForm(VersionedForm):
    """A question: its words, how it is answered, and by which earlier answers it is asked."""

    key = forms.SlugField(
        label=gettext_lazy("Key"),
        help_text=gettext_lazy("By which conditions know the question. It stays as it is."),
        max_length=40,
    )
    kind = forms.ChoiceField(label=gettext_lazy("How it is answered"), choices=QuestionKind.choices)
    options = OptionsField()
    scale_min = forms.IntegerField(
        label=gettext_lazy("Least number of the scale"), min_value=-100, max_value=100, required=False
    )
    scale_max = forms.IntegerField(
        label=gettext_lazy("Greatest number of the scale"), min_value=-100, max_value=100, required=False
    )
    required = forms.BooleanField(label=gettext_lazy("Has to be answered"), required=False, initial=True)
    refusable = forms.BooleanField(label=gettext_lazy("One may choose not to answer"), required=False)
    show_if = ConditionsField(label=gettext_lazy("Asked when"))

    def __init__(self, *args: Any, earlier: Iterable[Question], is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(_texts(_("Question"), TEXTS, longest=500, required=True))
        self.fields.update(_texts(_("Help"), HELPS, longest=500, required=False))
        self.fields["show_if"].offer(earlier)  # type: ignore[attr-defined]
        first = ["key", "kind", *TEXTS, "options", "scale_min", "scale_max", "required", "refusable", "show_if"]
        self.order_fields([*first, *HELPS])
        if is_new:
            del self.fields["version"]
        else:
            del self.fields["key"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, options = cleaned.get("kind"), cleaned.get("options")
        if kind in {QuestionKind.SINGLE, QuestionKind.MULTI} and not options and "options" not in self.errors:
            self.add_error("options", _("List the options."))
        least, greatest = cleaned.get("scale_min"), cleaned.get("scale_max")
        if kind == QuestionKind.SCALE and (least is None or greatest is None or least >= greatest):
            self.add_error("scale_min", _("A scale has a least and a greatest number."))
        cleaned["show_if"] = conditions_of(cleaned.get("show_if") or [])
        return cleaned

    @staticmethod
    def initial_of(question: Question) -> dict[str, Any]:
        """The question as the form shows it."""
        names = ("version", "kind", *TEXTS, *HELPS, "scale_min", "scale_max", "required", "refusable")
        return {
            **{name: getattr(question, name) for name in names},
            "options": options_text(question.options),
            "show_if": ticks_of(question.show_if),
        }


class RuleForm(VersionedForm):
    """A rule: by which answers it fits, and what then."""

    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"), choices=Outcome.choices)
    conditions = ConditionsField(label=gettext_lazy("When all of these hold"))
    suggests_keyword = forms.BooleanField(label=gettext_lazy("Suggests the keyword"), required=False)

    def __init__(self, *args: Any, questions: Iterable[Question], is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(_texts(_("Next step"), NEXT_STEPS, longest=500, required=True))
        self.fields["conditions"].offer(questions)  # type: ignore[attr-defined]
        self.order_fields(["outcome", "conditions", *NEXT_STEPS, "suggests_keyword"])
        if is_new:
            del self.fields["version"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["conditions"] = conditions_of(cleaned.get("conditions") or [])
        return cleaned

    @staticmethod
    def initial_of(rule: OutcomeRule) -> dict[str, Any]:
        """The rule as the form shows it."""
        names = ("version", "outcome", *NEXT_STEPS, "suggests_keyword")
        return {**{name: getattr(rule, name) for name in names}, "conditions": ticks_of(rule.conditions)}


class MappingForm(VersionedForm):
    """What became of each question of the version before."""

    def __init__(
        self, *args: Any, former: list[Question], now: list[Question], made: Iterable[QuestionMapping], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.former = former
        mapped = {one.before_id: one for one in made}
        questions = [("", "–"), *((one.key, f"{one.key}: {one.text}") for one in now)]
        for one in former:
            self._add(one, mapped.get(one.pk), questions)

    def _add(self, one: Question, mapping: QuestionMapping | None, questions: list[tuple[str, str]]) -> None:
        words = {"question": f"{one.key}: {one.text}"}
        self.fields[f"kind-{one.key}"] = forms.ChoiceField(
            label=_("What became of “%(question)s”") % words,
            choices=[("", _("Not said yet")), *MappingKind.choices],
            required=False,
            initial=mapping.kind if mapping else "",
        )
        self.fields[f"after-{one.key}"] = forms.ChoiceField(
            label=_("Question now, for “%(key)s”") % {"key": one.key},
            choices=questions,
            required=False,
            initial=mapping.after.key if mapping and mapping.after else "",
        )
        if one.codes:
            self.fields[f"codes-{one.key}"] = forms.CharField(
                label=_("Recoding of “%(key)s”") % {"key": one.key},
                help_text=_("Only when recoded. One a line: former code = code now. Former codes: %(codes)s.")
                % {"codes": ", ".join(sorted(one.codes))},
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 3}),
                initial="\n".join(f"{old} = {new}" for old, new in mapping.codes.items()) if mapping else "",
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for one in self.former:
            lines = [line for line in (cleaned.get(f"codes-{one.key}") or "").splitlines() if line.strip()]
            for number, line in enumerate(lines, start=1):
                if line.count("=") != 1:
                    sentence = _("Line %(number)s is not of the form: former code = code now.") % {"number": number}
                    self.add_error(f"codes-{one.key}", sentence)
        return cleaned

    @property
    def became(self) -> dict[str, Became]:
        """What was said, by the key of the former question."""
        found = {}
        for one in self.former:
            if kind := self.cleaned_data.get(f"kind-{one.key}"):
                lines = (self.cleaned_data.get(f"codes-{one.key}") or "").splitlines()
                pairs = [line.split("=") for line in lines if line.strip()]
                found[one.key] = Became(
                    kind=MappingKind(kind),
                    after=self.cleaned_data.get(f"after-{one.key}") or "",
                    codes={old.strip(): new.strip() for old, new in pairs},
                )
        return found


class ImportForm(forms.Form):
    """A file of an exported version, checked, and brought in when that is asked for."""

    area = forms.ModelChoiceField(label=gettext_lazy("Area"), queryset=Area.objects.none(), empty_label=None)
    file = forms.FileField(label=gettext_lazy("File"), widget=forms.FileInput(attrs={"accept": ".json"}))
    write = forms.BooleanField(
        label=gettext_lazy("Bring it in as a draft"),
        help_text=gettext_lazy("Without this the file is only checked, and nothing is written."),
        required=False,
    )

    def __init__(self, *args: Any, areas: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]


def intro_initial(version: QuestionSetVersion) -> dict[str, Any]:
    """The words before the first question as the form shows them."""
    return {name: getattr(version, name) for name in ("version", *INTROS)}
