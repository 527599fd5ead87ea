"""Template tags for files of the program: each script and style sheet comes with the hash of what it must be."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def script(name: str) -> SafeString:
    """The script, loaded beside the page and run after it; the browser runs nothing else under this address."""
    return format_html('<script src="{}" integrity="{}" defer></script>', static(name), integrity(name))


@register.simple_tag
def stylesheet(name: str) -> SafeString:
    """The style sheet; the browser applies nothing else under this address."""
    return format_html('<link rel="stylesheet" href="{}" integrity="{}">', static(name), integrity(name))


def integrity(name: str) -> str:
    """The hash of the file as it is served: as collected, where file names carry hashes, else as it stands."""
    path = _served(name)
    return _hash(path, path.stat().st_mtime_ns)


def _served(name: str) -> Path:
    if isinstance(staticfiles_storage, ManifestFilesMixin):
        return Path(staticfiles_storage.path(staticfiles_storage.stored_name(name)))
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found)


@cache
def _hash(path: Path, changed_ns: int) -> str:
    return f"sha384-{base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()}"
