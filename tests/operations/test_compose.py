"""The compose file, read as Docker would: what it runs is what the tests start, as nobody, with its health told."""

import re
from pathlib import Path

import pytest
import yaml

from tests.structure.files import text_of

FILE = yaml.safe_load(text_of("docker-compose.yml"))
SERVICES = FILE["services"]
OURS = ("migrate", "web", "worker", "beat")


@pytest.mark.parametrize("name", OURS)
def test_our_processes_run_as_nobody_and_write_nowhere_but_in_their_volume(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert re.search(r"^USER comptoir$", text_of("Dockerfile"), re.MULTILINE)


def test_whoever_waits_for_health_waits_for_something_that_tells_it():
    in_image = "HEALTHCHECK" in text_of("Dockerfile")
    for name, service in SERVICES.items():
        for needed, how in service.get("depends_on", {}).items():
            if how["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[needed] or (in_image and SERVICES[needed].get("build")), (name, needed)


def test_only_migrations_and_backups_know_the_password_of_the_owner():
    knowing = {name for name, service in SERVICES.items() if "POSTGRES_OWNER_PASSWORD" in str(service)}
    assert knowing == {"migrate", "backup", "postgres"}


def test_every_volume_is_named_and_every_file_mounted_is_there():
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in FILE["volumes"] or Path(source).exists()


def test_what_it_asks_for_stands_in_the_example():
    asked = set(re.findall(r"\$\{([A-Z_]+)", text_of("docker-compose.yml")))
    shown = set(re.findall(r"^#([A-Z_]+)=", text_of(".env.example"), re.MULTILINE))
    assert asked <= shown


def test_only_the_proxy_is_reached_from_outside():
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"caddy"}
    assert "respond @inside 404" in text_of("Caddyfile")
