"""Contacts, appointments and the calendar, tasks."""
