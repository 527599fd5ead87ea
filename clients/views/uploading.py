"""The file of a request stays in memory until it is encrypted: nothing of it touches a disk in clear."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from clients.forms.imports import MAX_BYTES

View = Callable[..., HttpResponse]


class MemoryHandler(FileUploadHandler):
    """Keeps one file up to the size that may be imported; of a larger one only that it is too large."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self.file = BytesIO()
        self.length = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - Django's signature
        self.length += len(raw_data)
        if self.length <= MAX_BYTES:
            self.file.write(raw_data)
        elif self.length - len(raw_data) <= MAX_BYTES:
            self.file.truncate(0)
        elif self.length > 2 * MAX_BYTES:
            raise StopUpload(connection_reset=True)

    def file_complete(self, file_size: int) -> UploadedFile:  # noqa: ARG002
        self.file.seek(0)
        return InMemoryUploadedFile(
            file=self.file,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=self.length,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


def keeps_upload_in_memory(view: View) -> View:
    """The handler is set before anything reads the request, so the check of the CSRF token comes after it."""
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        request.upload_handlers = [MemoryHandler(request)]
        return protected(request, *args, **kwargs)

    return opened
