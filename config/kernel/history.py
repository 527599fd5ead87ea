"""Change history: every insert, update and delete of a tracked table becomes an event row, written by trigger."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
import pgtrigger
from django.db import models

Model = TypeVar("Model", bound=models.Model)


def tracked(*, exclude: tuple[str, ...] = ()) -> Callable[[type[Model]], type[Model]]:
    """Changes of the model are kept, bulk ones included, with who made them and in which request.

    `exclude` names fields that history must not hold, such as password hashes.
    """

    def wrap(model: type[Model]) -> type[Model]:
        track = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=list(exclude) or None,
            context_field=pghistory.ContextJSONField(null=True),
            level=pgtrigger.Statement,
            meta={"indexes": [models.Index(fields=["pgh_obj"])], "ordering": ["pgh_id"]},
        )
        tracked_model: type[Model] = track(model)
        return tracked_model

    return wrap
