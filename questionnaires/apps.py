from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    name = "questionnaires"

    def ready(self) -> None:
        from accounts.services.reference import also_load
        from questionnaires.services.shipping import load_question_sets

        also_load(load_question_sets)
