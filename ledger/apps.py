from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LedgerConfig(AppConfig):
    name = "ledger"

    def ready(self) -> None:
        import_module("config.celery")  # the application every shared task belongs to, in every process
        autodiscover_modules("tasks")
