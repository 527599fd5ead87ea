"""What happens by the clock. Each slot of an entry asks for its task once (ledger.services.beating)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")


@dataclass(frozen=True)
class Daily:
    """Once a day at a Helsinki time; on the two odd days of the year too, each once."""

    at: time

    def latest(self, now: datetime) -> datetime:
        today = now.astimezone(HELSINKI).date()
        slot = self._slot(today)
        return slot if slot <= now else self._slot(today - timedelta(days=1))

    def _slot(self, day: date) -> datetime:
        return datetime.combine(day, self.at, tzinfo=HELSINKI).astimezone(UTC)


@dataclass(frozen=True)
class Every:
    """Again and again, counted from the beginning of 1970 in UTC."""

    period: timedelta

    def latest(self, now: datetime) -> datetime:
        seconds = int(now.timestamp())
        return datetime.fromtimestamp(seconds - seconds % int(self.period.total_seconds()), UTC)


@dataclass(frozen=True)
class Scheduled:
    name: str
    task: str
    slots: Daily | Every

    def latest_slot(self, now: datetime) -> datetime:
        """The last moment, not after `now`, at which the task was to be asked for."""
        return self.slots.latest(now)


SCHEDULE = (
    Scheduled("sign-of-life", "ledger.show_life", Every(timedelta(minutes=1))),
    Scheduled("read-log-seals", "ledger.seal_read_log", Every(timedelta(minutes=1))),
    Scheduled("reading-review", "clients.watch_reading", Daily(time(0, 30))),
    Scheduled("employment-follow-ups", "clients.follow_employments", Daily(time(6, 30))),
    Scheduled("task-reminders", "clients.remind_of_tasks", Daily(time(7, 0))),
    Scheduled("service-referrals", "clients.sweep_referrals", Daily(time(6, 30))),
    Scheduled("job-referrals", "employers.sweep_job_referrals", Daily(time(6, 30))),
    Scheduled("case-transfers", "clients.sweep_transfers", Daily(time(6, 30))),
    Scheduled("expired-vacancies", "employers.sweep_vacancies", Daily(time(0, 45))),
    Scheduled("willing-employers", "employers.ask_to_confirm", Daily(time(6, 40))),
    Scheduled("employer-interest", "employers.sweep_interest", Daily(time(4, 45))),
    Scheduled("chase-digest", "clients.tell_of_chase_list", Daily(time(7, 10))),
    Scheduled("possible-duplicates", "clients.scan_duplicates", Daily(time(1, 30))),
    Scheduled("changed-client-work", "reporting.client_work_changed", Every(timedelta(minutes=5))),
    Scheduled("nightly-indicators", "reporting.nightly", Daily(time(3, 0))),
    Scheduled("nightly-cleaning", "ledger.clean", Daily(time(4, 30))),
    Scheduled("expired-uploads", "clients.expire_uploads", Every(timedelta(minutes=15))),
    Scheduled("ended-drafts", "clients.sweep_drafts", Every(timedelta(minutes=15))),
    Scheduled("messages-by-mail", "ledger.deliver_messages", Every(timedelta(seconds=15))),
    Scheduled("feedback-answers", "ledger.serve_feedback", Every(timedelta(minutes=15))),
)
