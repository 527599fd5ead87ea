"""A real installation as shipped, with one more address, which breaks."""

from config.settings.prod import *  # noqa: F403 - settings extend one another

ROOT_URLCONF = "tests.house.failing_urls"
