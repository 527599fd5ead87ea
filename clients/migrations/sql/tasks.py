"""Row-level security of the kinds of tasks that an area puts on."""

from config.kernel.rls import protect

OPERATIONS = [
    protect("clients_tasksetting", verbs="SELECT, INSERT, UPDATE"),
    protect("clients_tasksettingevent", verbs="SELECT"),
]
