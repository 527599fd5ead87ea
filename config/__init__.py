"""Settings, root URLs (also of the API), Celery and its schedule, embedded services, and the kernel all apps share."""
