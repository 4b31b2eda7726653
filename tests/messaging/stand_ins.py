"""A small Twilio on loopback, whose ledger is the truth about what was sent."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

ERRORS = {"refuse": (400, 21614), "busy": (429, 20429), "denied": (401, 20003)}


class Twilio:
    """`how` says what happens to the next creations: `take`, `refuse`, `busy`, `denied`, `broken` (500 before it
    takes), and after it took: `error` (500), `garbage`, `cut`, `hang`."""

    hang_seconds = 3

    def __init__(self, port: int = 0):
        self.how = "take"
        self.listed = True  # whether messages can be looked up by their recipient
        self.ledger: list[dict] = []
        self.asked = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def how_for(self, form: dict) -> str:
        """What happens to this creation."""
        return self.how

    def control(self, path: str, asked: dict) -> None:
        """What a test in another process changes by `PUT`."""

    def take(self, form: dict) -> dict:
        sms = {
            "sid": f"SM{len(self.ledger):032d}",
            "to": form["To"],
            "body": form["Body"],
            "status": "queued",
            "error_code": None,
            "date_created": time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime()),
            "form": form,
        }
        self.ledger.insert(0, sms)
        return sms

    def _handler(twilio):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"

            def log_message(self, *args):
                pass

            def answer(self, status: int, body: dict | str) -> None:
                content = (body if isinstance(body, str) else json.dumps(body)).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def do_POST(self):
                raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {key: values[0] for key, values in parse_qs(raw).items()}
                how = twilio.how_for(form)  # as it was asked: the test may change it while this one hangs
                if how in ERRORS:
                    status, code = ERRORS[how]
                    return self.answer(status, {"code": code, "message": "no", "status": status})
                if how == "broken":
                    return self.answer(500, "<html>oops</html>")
                sms = twilio.take(form)
                if how == "hang":
                    time.sleep(twilio.hang_seconds)
                if how in ("cut", "hang"):
                    return self.connection.close()
                if how == "error":
                    return self.answer(503, {"code": 20500, "message": "no", "status": 503})
                return self.answer(201, "{" if how == "garbage" else sms)

            def do_PUT(self):
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                twilio.control(self.path, asked)
                return self.answer(200, {})

            def do_GET(self):
                twilio.asked += 1
                url = urlsplit(self.path)
                if url.path.endswith("/Messages.json") and not twilio.listed:
                    return self.answer(403, {"code": 20403, "message": "no", "status": 403})
                if url.path.endswith("/Messages.json"):
                    to = parse_qs(url.query)["To"][0]
                    found = [sms for sms in twilio.ledger if sms["to"] == to]
                    return self.answer(200, {"messages": found, "next_page_uri": None, "page": 0, "page_size": 50})
                sid = url.path.rsplit("/", 1)[1].removesuffix(".json")
                return self.answer(200, next(sms for sms in twilio.ledger if sms["sid"] == sid))

        return Handler
