"""A directory on this machine that answers what a test tells it to."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Directory(ThreadingHTTPServer):
    """`reply` is (status, headers, body); `hang` seconds pass before it, `drip` sends one byte at a time."""

    daemon_threads = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.reply = (200, {"Content-Type": "application/json"}, b'{"results": [], "total_results": 0}')
        self.hang = 0.0
        self.drip = 0.0
        self.asked: list[tuple[float, str]] = []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request, client_address):
        """Callers that hang up are part of these tests."""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        server: Directory = self.server
        server.asked.append((time.monotonic(), parse_qs(urlsplit(self.path).query).get("q", [""])[0]))
        server.over.wait(server.hang)
        status, headers, body = server.reply
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not server.drip:
            self.wfile.write(body)
            return
        for byte in body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            if server.over.wait(server.drip):
                return

    def log_message(self, *_):
        pass


@contextmanager
def directory() -> Iterator[Directory]:
    server = Directory()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
