"""What every installation shares; dev, test and prod add addresses and secrets."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.contrib.messages import constants as messages
from django.utils.translation import gettext_lazy as _

from config import env
from config.headers import protect_static

env.refuse_unknown()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = env.directory("TASMA_VAR", default=BASE_DIR / "var")
PORT = env.number("TASMA_PORT", default=8000, low=1, high=65535)
BIND_HOST = env.text("TASMA_BIND_HOST", default="127.0.0.1")
WEB_WORKERS = env.number("TASMA_WEB_WORKERS", default=2, low=1, high=64)
LOG_LEVEL = env.choice("TASMA_LOG_LEVEL", default="INFO", options=("DEBUG", "INFO", "WARNING", "ERROR"))

IN_WEB_PROCESS = env.choice("TASMA_PROCESS", default="other", options=("web", "other")) == "web"

POOLER = env.choice("TASMA_POOLER", default="none", options=("none", "transaction"))
SESSION_SETTINGS = {
    "statement_timeout": "15s" if IN_WEB_PROCESS else "600s",
    "idle_in_transaction_session_timeout": "900s",
    "jit": "off",  # a page's statement is over before it would be compiled
}
# Behind a pooler nothing can be said when a session starts, so each transaction says it, with its context.
TRANSACTION_SETTINGS = tuple(SESSION_SETTINGS.items()) if POOLER == "transaction" else ()

DEBUG = False
DEMO = False
EMBEDDED = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.idp.oidc",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "config.kernel",
    "accounts",
    "ledger",
    "questionnaires",
    "network",
    "clients",
    "employers",
    "training",
    "reporting",
    "desk",
]

MIDDLEWARE = [
    "config.metrics.MetricsMiddleware",
    "config.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.HeadersMiddleware",
    "config.health.HealthMiddleware",
    "config.signin.middleware.OriginMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "config.middleware.AddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.signin.middleware.LimitMiddleware",
    "config.signin.middleware.SessionClockMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.middleware.ContextMiddleware",
    "config.signin.middleware.SignInRequiredMiddleware",
    "config.signin.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["config.signin.backends.PasswordBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "accounts:signin"
LOGIN_REDIRECT_URL = "desk:home"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context_processors.navigation",
            ],
            "libraries": {"drawing": "config.drawing", "integrity": "config.integrity"},
        },
    },
]

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "tasma_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["config.formats"]
LOCALE_FORMATS = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = protect_static

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of their own
MESSAGE_TAGS = {messages.SUCCESS: "good", messages.WARNING: "warn", messages.ERROR: "bad", messages.DEBUG: "info"}

SESSION_COOKIE_NAME = "tasma_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_NAME = "tasma_csrf"
DEVICE_COOKIE_NAME = "tasma_device"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.errors.csrf_refused"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "connect-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}

CLAMD = env.scanner("TASMA_CLAMD")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"  # the demo's; a real installation has a server
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_TIMEOUT = 10
EMAIL_USE_LOCALTIME = True
DEFAULT_FROM_EMAIL = "Täsmä <tasma@demo.invalid>"

FORM_RENDERER = "config.widgets.Renderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"


ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "config.signin.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited, and prove their address by the link they get
ACCOUNT_RATE_LIMITS = False  # our own are shared by all processes and fail closed
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_TIMEOUT = 600
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TASMA_PROXIES", default=0, low=0, high=5)
MFA_ADAPTER = "config.signin.adapters.FactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Täsmä"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "required"
SOCIALACCOUNT_ADAPTER = "config.signin.adapters.SocialAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "accounts.passwords.KnownPasswordValidator"},
    {"NAME": "accounts.passwords.OwnWordsValidator"},
]

# The directory of the authority, by OpenID Connect; without an issuer there is none.
OIDC_ISSUER = env.text("TASMA_OIDC_ISSUER", default="")
OIDC_NAME = env.text("TASMA_OIDC_NAME", default="OpenID Connect") if OIDC_ISSUER else ""
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "directory",
                "name": OIDC_NAME,
                "client_id": env.text("TASMA_OIDC_CLIENT_ID"),
                "secret": env.text("TASMA_OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ],
    }

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["config.api.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["config.api.permissions.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["config.api.parsing.SmallJSONParser"],
    "DEFAULT_THROTTLE_CLASSES": ["config.api.throttling.TokenThrottle"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "config.api.negotiation.FormatFirst",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.api.errors.handle",
}
API_REQUESTS_PER_MINUTE = 600
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Täsmä",
    "DESCRIPTION": "Indicators of work-ability coordination, and the clients of an area and the work with them.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "AnswerEnum": "clients.enums.Answer.values",
        "ApprovalMannerEnum": "clients.enums.plans.ApprovalManner.values",
        "BenefitEnum": "clients.enums.spells.Benefit.values",
        "ContactChannelEnum": "clients.enums.contacts.ContactChannel.values",
        "CodeOneToFourEnum": "employers.enums.register.SizeClass.values",
        "DataItemEnum": "clients.enums.DataItem.values",
        "EmployerChannelEnum": "employers.api.contacts.CHANNELS",
        "EmployerClassEnum": "employers.enums.register.EmployerClass.values",
        "EmployerTopicEnum": "employers.enums.contacts.Topic.values",
        "FormKindEnum": "clients.enums.forms.FormKind.values",
        "GroundEnum": "clients.enums.Ground.values",
        "HouseholdEnum": "clients.enums.Household.values",
        "IscedEnum": "clients.api.answers.ISCED",
        "JobReferralKindEnum": "employers.enums.job_referrals.JobReferralKind.values",
        "JobReferralReasonEnum": "employers.enums.job_referrals.JobReferralReason.values",
        "JobReferralStateEnum": "employers.enums.job_referrals.JobReferralState.values",
        "LabourStatusEnum": "clients.enums.LabourStatus.values",
        "MeasureStateEnum": "clients.enums.plans.MeasureState.values",
        "MissingReasonEnum": "clients.enums.MissingReason.values",
        "PeriodEnum": "reporting.enums.PeriodKind",
        "PlanKindEnum": "clients.enums.plans.PlanKind.values",
        "PlanPartyEnum": "clients.enums.plans.PlanParty.values",
        "PresentedItemEnum": "employers.api.placing.ITEMS",
        "ReferralGroundEnum": "clients.api.service_referrals.GROUNDS",
        "ReferralReasonEnum": "clients.enums.service_referrals.ReferralReason.values",
        "RunStateEnum": "ledger.enums.JobState.values",
        "ServiceReferralStateEnum": "clients.enums.service_referrals.ServiceReferralState.values",
        "SharedItemEnum": "clients.api.service_referrals.SHARED_ITEMS",
        "SupportKindEnum": "clients.enums.employment.SupportKind.values",
        "VacancyEndEnum": "employers.enums.jobs.VacancyEnd.values",
        "VacancyStateEnum": "employers.enums.jobs.VacancyState.values",
        "ValueUnitEnum": "reporting.api.serializers.UNITS",
    },
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

CELERY_BROKER_URL = ""
BACKUP_KEY = env.optional_key("TASMA_BACKUP_KEY")
SEAL_KEYS = env.optional_keys("TASMA_SEAL_KEYS")
PG_BIN = env.text("TASMA_PG_BIN", default="")
METRICS_TOKEN = env.optional_token("TASMA_METRICS_TOKEN")

LEDGER_POLL_SECONDS = 0.25
LEDGER_SWEEP_SECONDS = 10.0
LEDGER_RESEND_SECONDS = 30.0
LEDGER_LEASE_SECONDS = 30.0
LEDGER_HEARTBEAT_SECONDS = 0.5
LEDGER_RETRY_SECONDS = 5.0
LEDGER_TASK_SECONDS = 1500
FAULT_POINT = ""

# A coordinator has 30 to 60 clients under way and works through a few in an hour. Whoever opens 60 records in an hour
# is looked at, whoever opens 120 is stopped: that is one every 30 seconds, which nobody reads.
READ_ALERT_PER_HOUR = 60
READ_STOP_PER_HOUR = 120
EXPORTS_PER_HOUR = 10  # a file holds many people at once; a month's reporting needs fewer
# What the nightly review of the read log points at: records opened one by one, people seen in any way, night hours.
READ_CLIENTS_PER_DAY = 100
SEEN_CLIENTS_PER_DAY = 2_000
NIGHT_HOURS = (22, 6)  # Europe/Helsinki

# For how long a partner's link opens a referral; whoever gets it may then ask for a new one.
WEBHOOK_HOSTS = env.names("TASMA_WEBHOOK_HOSTS", default="")
REFERRAL_LINK_DAYS = env.number("TASMA_REFERRAL_LINK_DAYS", default=14, low=1, high=30)
WILLING_FRESH_MONTHS = env.number("TASMA_WILLING_FRESH_MONTHS", default=6, low=1, high=36)

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},
    },
}


def databases(app: dict[str, Any], owner: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The two logins: `default` is subject to row-level security, `owner` migrates and is never used by requests.

    Web processes borrow from a pool; forking workers and commands must not, as a fork would share its connections.
    """
    app_options = dict(app.get("OPTIONS", {}))
    if POOLER == "none":
        said = " ".join(f"-c {name}={value}" for name, value in SESSION_SETTINGS.items())
        app_options.setdefault("options", said)
    if IN_WEB_PROCESS:
        app_options["pool"] = {"min_size": 1, "max_size": 12, "timeout": 10}
    return {
        "default": {
            **app,
            "OPTIONS": app_options,
            "CONN_HEALTH_CHECKS": True,
            "DISABLE_SERVER_SIDE_CURSORS": True,
            "ATOMIC_REQUESTS": False,
        },
        "owner": {**owner, "DISABLE_SERVER_SIDE_CURSORS": True},
    }
