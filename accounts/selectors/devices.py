"""A device in words, from what its browser says of itself."""

import re

from django.utils.translation import gettext as _

# The first that fits: browsers name their ancestors too.
BROWSERS = (
    ("Edge", r"\bEdgA?/"),
    ("Opera", r"\bOPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"\b(Firefox|FxiOS)/"),
    ("Chrome", r"\b(Chrome|Chromium|CriOS|HeadlessChrome)/"),
    ("Safari", r"\bSafari/"),
)
SYSTEMS = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Macintosh|Mac OS X"),
    ("ChromeOS", r"\bCrOS\b"),
    ("Linux", r"Linux"),
)


def device_in_words(user_agent: str) -> str:
    """Browser and system, such as “Firefox, Windows”."""
    browser = _first(BROWSERS, user_agent) or _("Unknown browser")
    system = _first(SYSTEMS, user_agent)
    return f"{browser}, {system}" if system else browser


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for name, pattern in names if re.search(pattern, user_agent)), "")
