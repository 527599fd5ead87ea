from django.apps import AppConfig


class EmployersConfig(AppConfig):
    name = "employers"

    def ready(self) -> None:
        from employers import receivers  # noqa: F401 - connects them
        from employers.selectors import client_section, jobs_section  # noqa: F401 - add sections to the client's page
