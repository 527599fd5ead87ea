"""Celery as the carrier of outbox ids. What may not be lost is in PostgreSQL; these settings only make recovery quick.

The figures are those of measured failures: a killed pool child loses its message unless `reject_on_worker_lost`, a
killed worker's messages return only after `visibility_timeout`, and a task longer than that runs twice.
"""

import os

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

HARD_LIMIT = 30 * 60
VISIBILITY = 60 * 60

app = Celery("tasma")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_store_errors_even_if_ignored=False,
    task_time_limit=HARD_LIMIT,
    task_serializer="json",
    accept_content=["json"],
    task_default_queue="tasma",
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    worker_enable_remote_control=False,
    worker_send_task_events=False,
    worker_max_memory_per_child=600_000,
    worker_cancel_long_running_tasks_on_connection_loss=False,
    broker_connection_timeout=3,
    broker_connection_retry=True,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": VISIBILITY,
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 3,
        "socket_timeout": 5,
        "health_check_interval": 30,
    },
    timezone="Europe/Helsinki",
    enable_utc=True,
)


@signals.setup_logging.connect
def keep_our_logging(**_extra: object) -> None:
    """Django has set logging up; that somebody listens keeps Celery from doing it again."""


@signals.worker_process_init.connect
@signals.worker_process_shutdown.connect
def drop_connections(**_extra: object) -> None:
    """A connection may not be shared across a fork."""
    from django.db import connections

    connections.close_all()
