"""Contacts, appointments and the calendar, tasks."""

from django.urls import path
from django.urls.resolvers import URLPattern

from clients.views import appointments, calendar, contacts, task_set, tasks

CONTACTS = "clients/<uuid:client_id>/contacts/"
APPOINTMENT = "appointments/<uuid:appointment_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{CONTACTS}all/", contacts.contact_index, name="contacts"),
    path(f"{CONTACTS}contacts.csv", contacts.contacts_csv, name="contacts_csv"),
    path(f"{CONTACTS}contacts.xlsx", contacts.contacts_xlsx, name="contacts_xlsx"),
    path(f"{CONTACTS}new/", contacts.contact_new, name="contact_new"),
    path(f"{CONTACTS}<uuid:contact_id>/", contacts.contact_detail, name="contact"),
    path(f"{CONTACTS}<uuid:contact_id>/edit/", contacts.contact_edit, name="contact_edit"),
    path(f"{CONTACTS}<uuid:contact_id>/finalise/", contacts.contact_finalise, name="contact_finalise"),
    path(f"{CONTACTS}<uuid:contact_id>/withdraw/", contacts.contact_withdraw, name="contact_withdraw"),
    path(
        "clients/<uuid:client_id>/appointments/new/",
        appointments.client_appointment_new,
        name="client_appointment_new",
    ),
    path("clients/<uuid:client_id>/tasks/new/", tasks.client_task_new, name="client_task_new"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/feed/", calendar.calendar_feed_settings, name="calendar_feed_settings"),
    path("calendar/feed/new/", calendar.calendar_feed_new, name="calendar_feed_new"),
    path("calendar/feed/revoke/", calendar.calendar_feed_revoke, name="calendar_feed_revoke"),
    path("calendar/feed/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("appointments/new/", appointments.appointment_new, name="appointment_new"),
    path(APPOINTMENT, appointments.appointment_detail, name="appointment"),
    path(f"{APPOINTMENT}move/", appointments.appointment_move, name="appointment_move"),
    path(f"{APPOINTMENT}held/", appointments.appointment_held, name="appointment_held"),
    path(f"{APPOINTMENT}no-show/", appointments.appointment_no_show, name="appointment_no_show"),
    path(f"{APPOINTMENT}cancel/", appointments.appointment_cancel, name="appointment_cancel"),
    path("tasks/", tasks.task_index, name="tasks"),
    path("tasks.csv", tasks.tasks_csv, name="tasks_csv"),
    path("tasks.xlsx", tasks.tasks_xlsx, name="tasks_xlsx"),
    path("tasks/kinds/", task_set.task_set, name="task_set"),
    path("tasks/new/", tasks.task_new, name="task_new"),
    path("tasks/<uuid:task_id>/", tasks.task_detail, name="task"),
    path("tasks/<uuid:task_id>/finish/", tasks.task_finish, name="task_finish"),
    path("tasks/<uuid:task_id>/reopen/", tasks.task_reopen, name="task_reopen"),
    path("tasks/<uuid:task_id>/hand-over/", tasks.task_hand_over, name="task_hand_over"),
]
