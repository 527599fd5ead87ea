"""A real installation: every address and secret is given, nothing has a default, demo people cannot exist."""

from config import env
from config.settings.base import *
from config.settings.base import databases

SECRET_KEY = env.secret_key("TASMA_SECRET_KEY")
FIELD_KEYS = env.keys("TASMA_FIELD_KEYS")
HASH_KEYS = env.hash_keys("TASMA_HASH_KEY", "TASMA_HASH_KEY_SECOND")
ALLOWED_HOSTS = env.names("TASMA_ALLOWED_HOSTS")
BASE_URL = env.text("TASMA_BASE_URL")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
DATABASES = databases(env.database("DATABASE_URL"), env.database("DATABASE_OWNER_URL"))
CELERY_BROKER_URL = env.text("BROKER_URL")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
_mail = env.mail_server("TASMA_SMTP_URL")
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.encrypted, not _mail.encrypted and bool(_mail.user)
DEFAULT_FROM_EMAIL = env.mail_address("TASMA_MAIL_FROM")

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # probes come from inside, past the proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# Preloading binds a whole domain for years, in every browser: the owner of the domain decides, not this program.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-tasma_session"
CSRF_COOKIE_NAME = "__Host-tasma_csrf"
LANGUAGE_COOKIE_NAME = "__Host-tasma_language"
DEVICE_COOKIE_NAME = "__Host-tasma_device"
