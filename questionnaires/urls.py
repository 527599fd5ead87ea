"""The editor of question sets, and answering by a link."""

from django.urls import path

from questionnaires.views import answer, parts, sets, versions

app_name = "questionnaires"

VERSION = "question-sets/versions/<uuid:question_set_version_id>/"
QUESTION = "question-sets/questions/<uuid:question_id>/"
RULE = "question-sets/rules/<uuid:outcome_rule_id>/"

urlpatterns = [
    path("answer/<str:token>/", answer.answer, name="answer"),
    path("question-sets/", sets.question_sets, name="question_sets"),
    path("question-sets.csv", sets.question_sets_csv, name="question_sets_csv"),
    path("question-sets.xlsx", sets.question_sets_xlsx, name="question_sets_xlsx"),
    path("question-sets/new/", sets.question_set_new, name="question_set_new"),
    path("question-sets/import/", sets.question_set_import, name="question_set_import"),
    path("question-sets/<uuid:question_set_id>/", sets.question_set, name="question_set"),
    path("question-sets/<uuid:question_set_id>/draft/", sets.question_set_draft, name="question_set_draft"),
    path(VERSION, versions.question_version, name="question_version"),
    path(f"{VERSION}version.json", versions.question_version_json, name="question_version_json"),
    path(f"{VERSION}intro/", versions.question_intro, name="question_intro"),
    path(f"{VERSION}preview/", versions.question_preview, name="question_preview"),
    path(f"{VERSION}compare/", versions.question_compare, name="question_compare"),
    path(f"{VERSION}publish/", versions.question_publish, name="question_publish"),
    path(f"{VERSION}retire/", versions.question_retire, name="question_retire"),
    path(f"{VERSION}discard/", versions.question_discard, name="question_discard"),
    path(f"{VERSION}questions/new/", parts.question_new, name="question_new"),
    path(f"{VERSION}rules/new/", parts.outcome_rule_new, name="outcome_rule_new"),
    path(QUESTION, parts.question, name="question"),
    path(f"{QUESTION}up/", parts.question_up, name="question_up"),
    path(f"{QUESTION}down/", parts.question_down, name="question_down"),
    path(f"{QUESTION}remove/", parts.question_remove, name="question_remove"),
    path(RULE, parts.outcome_rule, name="outcome_rule"),
    path(f"{RULE}up/", parts.outcome_rule_up, name="outcome_rule_up"),
    path(f"{RULE}down/", parts.outcome_rule_down, name="outcome_rule_down"),
    path(f"{RULE}remove/", parts.outcome_rule_remove, name="outcome_rule_remove"),
]
