"""Fields and cells drawn without templates say what Django's templates would."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import Context
from django.template.engine import Engine
from django.utils.translation import gettext_lazy, override

from config.drawing import row_cells
from config.kernel.tables import Cell, Row
from config.widgets import DRAWN, Renderer

EVIL = """<script>alert("'1'")</script>&amp;"""
CHOICES = [
    ("", gettext_lazy("All")),
    (1234567, 1234567),
    (EVIL, EVIL),
    ("Group <b>", [("a", "A & B"), ("b", date(2026, 3, 4))]),
]


class Everything(forms.Form):
    text = forms.CharField(label="Text", required=False, help_text="Help")
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)
    secret = forms.CharField(widget=forms.PasswordInput, required=False)
    search = forms.CharField(widget=forms.SearchInput(attrs={"placeholder": EVIL, "data-x": 1, "disabled": False}))
    number = forms.IntegerField(required=False, localize=True)
    share = forms.FloatField(min_value=0.5)
    address = forms.URLField(assume_scheme="https", required=False)
    mail = forms.EmailField(required=False)
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=False)
    at = forms.DateTimeField(required=False)
    time = forms.TimeField(required=False)
    flag = forms.BooleanField(required=False)
    one = forms.ChoiceField(choices=CHOICES)
    some = forms.MultipleChoiceField(choices=CHOICES, required=False)
    boxes = forms.MultipleChoiceField(
        choices=CHOICES, widget=forms.CheckboxSelectMultiple(attrs={"class": "x y"}), required=False
    )
    rounds = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect, required=False)
    unknown = forms.NullBooleanField()
    long = forms.CharField(widget=forms.Textarea, required=False)
    file = forms.FileField(required=False)
    many = forms.SplitDateTimeField(required=False)


GIVEN = {
    "text": EVIL, "hidden": "h", "secret": "s", "number": "1234567", "share": "x", "address": "no", "mail": EVIL,
    "day": "2026-03-04", "at": "4.3.2026 12.30", "time": "12.30", "flag": "on", "one": EVIL, "some": ["a", "1234567"],
    "boxes": ["b", EVIL], "rounds": "a", "unknown": "true", "long": EVIL, "many_0": "4.3.2026", "many_1": "12.30",
}  # fmt: skip


class Tokens(HTMLParser):
    """Elements with their attributes and the words between them, whatever the white space."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, sorted(attrs)))

    def handle_endtag(self, tag):
        self.found.append(tag)

    def handle_data(self, data):
        if words := re.sub(r"\s+", " ", data).strip():
            self.found.append(words)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("given", [None, GIVEN, {}])
def test_a_field_is_drawn_as_django_draws_it(language, given):
    with override(language):
        ours = Everything(given, renderer=Renderer(), initial={"number": 1234567, "day": date(2026, 3, 4)})
        theirs = Everything(given, renderer=DjangoTemplates(), initial={"number": 1234567, "day": date(2026, 3, 4)})

        pairs = [(str(ours[name]), str(theirs[name])) for name in ours.fields]
        errors = [(str(ours[name].errors), str(theirs[name].errors)) for name in ours.fields]

    assert [Tokens(one).found for one, _other in pairs] == [Tokens(other).found for _one, other in pairs]
    assert [Tokens(one).found for one, _other in errors] == [Tokens(other).found for _one, other in errors]
    assert "<script" not in "".join(one for one, _other in pairs)


def test_the_usual_widgets_need_no_template():
    asked = []

    class Listening(Renderer):
        def get_template(self, template_name):
            asked.append(template_name)
            return super().get_template(template_name)

    form = Everything(renderer=Listening())

    drawn = [str(form[name]) for name in form.fields if form[name].field.widget.template_name in DRAWN]

    assert len(drawn) == len(form.fields) - 3
    assert asked == []


def test_a_choice_with_a_template_of_its_own_keeps_it():
    class Own(forms.Select):
        option_template_name = "django/forms/widgets/text.html"

    widget = Own(choices=[("a", "A")])

    drawn = widget.render("one", "a", renderer=Renderer())

    assert drawn == widget.render("one", "a", renderer=DjangoTemplates())


CELL = """{% if cell.header %}<th scope="row"{% else %}<td{% endif %}{% if cell.numeric %} class="numeric"{% elif cell.tight %} class="nowrap"{% endif %}>{% if cell.kind == "hidden" %}<span class="hidden-value"><svg class="icon" aria-hidden="true" focusable="false"><use href="/static/vendor/bootstrap-icons/icons.svg#eye-slash"></use></svg>{{ cell.text }}</span>{% elif cell.kind == "absent" %}<span class="absent-value">{{ cell.text }}</span>{% elif cell.tone == "plain" %}<span class="tag">{{ cell.text }}</span>{% elif cell.tone %}<span class="tag tag-{{ cell.tone }}">{{ cell.text }}</span>{% elif cell.url %}<a href="{{ cell.url }}">{{ cell.text }}</a>{% elif cell.lang %}<span lang="{{ cell.lang }}">{{ cell.text }}</span>{% else %}{{ cell.text }}{% endif %}{% if cell.note %}<span class="cell-note">{{ cell.note }}</span>{% endif %}{% if cell.header %}</th>{% else %}</td>{% endif %}"""  # noqa: E501  # as a template would say it
CELLS = [
    Cell(text=text, **kind, **extra)
    for text in (EVIL, 1234567, 1.5, None, True, date(2026, 3, 4), gettext_lazy("All"))
    for kind in (
        {}, {"header": True}, {"numeric": True}, {"tight": True}, {"kind": "hidden"}, {"kind": "absent"},
        {"tone": "plain"}, {"tone": "warn"}, {"url": f"/x?a=1&b={EVIL}"}, {"lang": "sv"},
    )
    for extra in ({}, {"note": EVIL}, {"note": 7000})
]  # fmt: skip


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_cell_is_drawn_as_a_template_would(language):
    template = Engine.get_default().from_string(CELL)

    with override(language):
        theirs = [template.render(Context({"cell": cell})) for cell in CELLS]
        ours = [str(row_cells(Row(cells=(cell,)), 3)) for cell in CELLS]

    assert ours == theirs


def test_a_heading_covers_the_columns_below():
    drawn = row_cells(Row(cells=(Cell(text="A & B"),), group=True), 4)

    assert str(drawn) == '<th scope="rowgroup" colspan="4">A &amp; B</th>'
