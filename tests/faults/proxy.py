"""Caddy with the project's own `Caddyfile`, and a name server that knows web processes as Docker's knows containers.

Each web process has an address of 127.0.0.0/8 for itself, a new one each time it is started.
"""

import http.client
import os
import signal
import socket
import ssl
import struct
import threading
from contextlib import suppress
from itertools import count
from pathlib import Path

from scripts.steps import ROOT
from tests.faults.browser import BROKEN, HOST, Browser
from tests.faults.machine import Program, free_ports, listens, until
from tests.faults.portal import BIN, composed

CADDY = BIN / "caddy"  # of the development libraries
PLACE = "\t\t\tport 8000\n"  # the lines of the Caddyfile that a machine without containers needs otherwise
# Reached from this machine alone, with a certificate of its own making.
ALONE = """{
	admin off
	default_bind 127.0.0.1
	local_certs
	skip_install_trust
	auto_https disable_redirects
}
"""


class Names:
    """Answers every question of type A with the addresses it holds, for no longer than a moment."""

    def __init__(self):
        self.addresses: list[str] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):  # closed at the end
            while True:
                asked, whom = self._socket.recvfrom(512)
                self._socket.sendto(self._answer(asked), whom)

    def _answer(self, asked: bytes) -> bytes:
        end = asked.index(b"\0", 12) + 5
        kind = struct.unpack("!H", asked[end - 4 : end - 2])[0]
        found = [socket.inet_aton(address) for address in self.addresses] if kind == 1 else []
        head = asked[:2] + struct.pack("!HHHHH", 0x8180, 1, len(found), 0, 0)
        return head + asked[12:end] + b"".join(b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 0, 4) + four for four in found)

    def close(self) -> None:
        self._socket.close()


class Web:
    """One container of the web: the image's command on an address of its own."""

    def __init__(self, fleet: "Fleet", name: str):
        self.fleet, self.name = fleet, name
        self.address, self.program = "", None

    def start(self) -> None:
        """Its name leads to it at once, as with containers: before it listens."""
        self.address = self.fleet.new_address()
        variables = {"HOST": self.address, "PORT": str(self.fleet.web_port)}
        environment = {**self.fleet.portal.environment, **variables}
        folder = self.fleet.portal.folder
        self.program = Program(self.name, composed("web"), folder=folder, environment=environment, cwd=ROOT)
        self.program.start()
        self.fleet.names.addresses.append(self.address)

    def wait_healthy(self) -> None:
        until(self._is_healthy, what=f"{self.name} is ready; it said {self.program.said()[-2000:]}")

    def _is_healthy(self) -> bool:
        connection = http.client.HTTPConnection(self.address, self.fleet.web_port, timeout=5)
        try:
            connection.request("GET", "/sante/pret", headers={"Host": HOST})
            return connection.getresponse().status == 200
        except BROKEN:
            return False
        finally:
            connection.close()

    def stop(self) -> None:
        """`docker stop`: asked to end, it finishes what it holds; then its name is gone."""
        self.program.stop(signal.SIGTERM)
        self.fleet.names.addresses.remove(self.address)


class Fleet:
    """Two web processes behind Caddy, for the time of a `with`."""

    def __init__(self, portal):
        self.portal = portal
        self.port, self.web_port = free_ports(2)
        self.names = Names()
        self._addresses = count(2)
        self.webs = [Web(self, "web-a"), Web(self, "web-b")]
        self.caddy = self._caddy(portal.folder)

    def _caddy(self, folder: Path) -> Program:
        text = (ROOT / "Caddyfile").read_text()
        assert PLACE in text
        here = f"\t\t\tport {self.web_port}\n\t\t\tresolvers udp/127.0.0.1:{self.names.port}\n"
        file = folder / "Caddyfile"
        file.write_text(ALONE + text.replace(PLACE, here))
        kept = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
        environment = {**kept, "PUBLIC_BASE_URL": f"https://{HOST}:{self.port}"}
        command = [CADDY, "run", "--adapter", "caddyfile", "--config", file]
        return Program("caddy", command, folder=folder, environment=environment, cwd="/")

    def new_address(self) -> str:
        return f"127.0.7.{next(self._addresses)}"

    def browser(self) -> "Visitor":
        return Visitor(self.port)

    def __enter__(self) -> "Fleet":
        for web in self.webs:
            web.start()
        self.caddy.start()
        for web in self.webs:
            web.wait_healthy()
        until(lambda: listens(self.port), what="Caddy listens")
        return self

    def __exit__(self, kind, value, trace) -> None:
        self.caddy.kill()
        for web in self.webs:
            if web.program:
                web.program.kill()
        self.names.close()


def _trusting() -> ssl.SSLContext:
    """Return a context that takes any certificate; made once, as each new one reads all certificates of the machine."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


TRUSTING = _trusting()


class Visitor(Browser):
    """A browser that goes through the proxy, by TLS: it sets no header that the proxy alone may set."""

    def connect(self) -> http.client.HTTPConnection:
        return _Https(self.port, self.timeout)


class _Https(http.client.HTTPSConnection):
    """To this machine, asking for the portal by its name; the certificate is Caddy's own."""

    def __init__(self, port: int, timeout: float):
        super().__init__("127.0.0.1", port, timeout=timeout, context=TRUSTING)

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port), self.timeout)
        self.sock = TRUSTING.wrap_socket(plain, server_hostname=HOST)
