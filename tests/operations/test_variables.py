import pytest

from portal.core.plumbing.checks import KEPT_DAYS, variables

GOOD = {
    "EMBEDDED": False,
    "DEBUG": False,
    "DEMO": False,
    "SECRET_KEY": "s" * 50,
    "DATA_KEY": "d" * 50,
    "GIVEN_SECRETS": ["SECRET_KEY", "DATA_KEY"],
    "PUBLIC_BASE_URL": "https://portail.example",
    "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}},
    "CELERY_BROKER_URL": "redis://redis:6379/0",
    "SMS_GATEWAY": "twilio",
    "TWILIO_ACCOUNT_SID": "AC1",
    "TWILIO_AUTH_TOKEN": "x",
    "TWILIO_FROM": "+33700000000",
    "EMAIL_URL": "smtp://mail.example",
    "STAFF_SECOND_FACTOR_REQUIRED": True,
    "DATABASE_OWNER_URL": "postgres://owner@postgres/comptoir",
    "LOG_FORMAT": "text",
    "METRICS_TOKEN": "",
    "CLAMAV_ADDRESS": "",
    "COMPANY_DIRECTORY": "api",
    "COMPANY_DIRECTORY_URL": "https://annuaire.example",
    "ADDRESS_DIRECTORY": "ban",
    "ADDRESS_DIRECTORY_URL": "https://adresses.example",
    "APPLICATION_DATABASE": {"USER": "comptoir", "NAME": "comptoir"},
    "KEEP_CONTRACTS_YEARS": 10,
    **{f"KEEP_{kind}_DAYS": 365 for kind in KEPT_DAYS},
}


@pytest.fixture
def environment(monkeypatch):
    """Settings as one environment gives them, seen by the checks alone."""

    class Settings:
        pass

    def given(**changes):
        for name, value in {**GOOD, **changes}.items():
            setattr(Settings, name, value)
        monkeypatch.setattr("portal.core.plumbing.checks.settings", Settings)
        return [message.msg for message in variables(None)]

    return given


def test_a_complete_production_environment_is_silent(environment):
    assert environment() == []


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"PUBLIC_BASE_URL": "http://portail.example"}, "PUBLIC_BASE_URL"),
        ({"PUBLIC_BASE_URL": "portail.example"}, "PUBLIC_BASE_URL"),
        ({"PUBLIC_BASE_URL": "https://portail.example/portail"}, "PUBLIC_BASE_URL"),
        ({"GIVEN_SECRETS": ["DATA_KEY"]}, "SECRET_KEY"),
        ({"GIVEN_SECRETS": ["SECRET_KEY"]}, "DATA_KEY"),
        ({"DATA_KEY": "short"}, "DATA_KEY"),
        ({"DATA_KEY": "s" * 50}, "DATA_KEY"),
        ({"DEBUG": True}, "DEBUG"),
        ({"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3"}}}, "DATABASE_URL"),
        ({"CELERY_BROKER_URL": "memory://localhost/"}, "REDIS_URL"),
        ({"SMS_GATEWAY": "pigeon"}, "SMS_GATEWAY"),
        ({"TWILIO_AUTH_TOKEN": ""}, "TWILIO_AUTH_TOKEN"),
        ({"EMAIL_URL": ""}, "EMAIL_URL"),
        ({"EMAIL_URL": "mail.example"}, "EMAIL_URL"),
        ({"STAFF_SECOND_FACTOR_REQUIRED": False}, "STAFF_SECOND_FACTOR_REQUIRED"),
        ({"SMS_GATEWAY": "demo", "DEMO": True}, "SMS_GATEWAY"),
        ({"DATABASE_OWNER_URL": "sqlite:///owner.sqlite3"}, "DATABASE_OWNER_URL"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT"),
        ({"EMAIL_URL": "anymail://pigeon?KEY=x"}, "EMAIL_URL"),
        ({"CLAMAV_ADDRESS": "clamav"}, "CLAMAV_ADDRESS"),
        ({"METRICS_TOKEN": "court"}, "METRICS_TOKEN"),
        ({"COMPANY_DIRECTORY": "minitel"}, "COMPANY_DIRECTORY"),
        ({"COMPANY_DIRECTORY_URL": "annuaire"}, "COMPANY_DIRECTORY_URL"),
        ({"ADDRESS_DIRECTORY": "minitel"}, "ADDRESS_DIRECTORY"),
        ({"ADDRESS_DIRECTORY_URL": "adresses"}, "ADDRESS_DIRECTORY_URL"),
        ({"DATABASE_OWNER_URL": "postgres://comptoir@postgres/comptoir"}, "DATABASE_OWNER_URL"),
        ({"DATABASE_OWNER_URL": "postgres://owner@postgres/other"}, "DATABASE_OWNER_URL"),
        ({"KEEP_NOTICES_DAYS": 3}, "KEEP_NOTICES_DAYS"),
        ({"KEEP_CONTRACTS_YEARS": 1}, "KEEP_CONTRACTS_YEARS"),
    ],
)
def test_a_wrong_variable_is_named_in_one_line(environment, changes, named):
    told = environment(**changes)
    assert len(told) == 1
    assert told[0].startswith(f"{named}: ")


def test_the_embedded_portal_needs_no_variable():
    assert variables(None) == []
