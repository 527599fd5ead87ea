"""What comes in a request's body: an object whose every field is known."""

from collections.abc import Mapping
from typing import Any, Self

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request


class Body(serializers.Serializer[Any]):
    """A field that is none of these is refused: misspelt, it would look as if it had been kept."""

    @classmethod
    def read(cls, request: Request) -> Self:
        """The checked body. Raises ValidationError with every fault and its field."""
        reader = cls(data=request.data)
        reader.is_valid(raise_exception=True)
        return reader

    def to_internal_value(self, data: Any) -> Any:
        unknown = [str(name) for name in data if name not in self.fields] if isinstance(data, Mapping) else []
        if unknown:
            told = _("There is no such field. There are: %(expected)s.") % {"expected": ", ".join(self.fields)}
            raise serializers.ValidationError({name[:100]: [told] for name in unknown[:10]})
        return super().to_internal_value(data)
