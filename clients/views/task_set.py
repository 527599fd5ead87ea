"""Which kinds of tasks are part of the work: the page of supervisors, and putting one on or off."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import PersonRequest
from clients.forms.task_set import TaskSetForm
from clients.selectors.task_set import AreaTasks, task_sets
from clients.services.task_set import set_task_kind
from config.kernel.errors import NotAllowed


@require_http_methods(["GET", "POST"])
def task_set(request: PersonRequest) -> HttpResponse:
    """Each area of the supervisor's with the state, the history and the share; a form turns it."""
    sets = task_sets(request.user)
    if not sets:
        raise NotAllowed(_("Supervisors decide which tasks are part of the work in their area."))
    form = TaskSetForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        data = form.cleaned_data
        made = set_task_kind(
            actor=request.user,
            area_id=data["area"],
            kind=data["kind"],
            is_on=data["is_on"],
            version=data["version"],
            reason=data["reason"],
        )
        messages.success(request, _("The kind is part of the work now.") if made.is_on else _("The kind is off now."))
        return redirect("clients:task_set")
    context = {
        "sets": [(one, _form(one, form)) for one in sets],
        "trail": [(_("Tasks"), reverse("clients:tasks"))],
    }
    return render(request, "clients/task_set.html", context, status=422 if form is not None else 200)


def _form(one: AreaTasks, posted: TaskSetForm | None) -> TaskSetForm:
    """The form of this area and kind: what was posted for it, else a fresh one."""
    if posted is not None and posted.data.get("area") == str(one.area.pk) and posted.data.get("kind") == one.kind:
        return posted
    initial: dict[str, Any] = {"area": one.area.pk, "kind": one.kind, "is_on": "0" if one.is_on else "1"}
    return TaskSetForm(initial={**initial, "version": one.version}, auto_id=f"{one.area.pk}_{one.kind}_%s")
