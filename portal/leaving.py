"""How a web process ends without a request lost: what it took is answered, what comes after is refused at once.

gunicorn's workers stop taking connections when they end, but until the last of them is gone the system goes on opening
connections to their port, and cuts them at the end. A proxy sends a page again after such a cut, never a form: its
sender would read an error. A connection that is *refused* is another matter, as nothing was sent yet: the proxy turns
to the next process. So the port is shut as soon as everything that waited there has been taken.
"""

import errno
import mmap
import select
import socket
from contextlib import suppress

from gunicorn.workers.gthread import ThreadWorker

# One byte that the master and its workers share: whether all leave, or only the workers (their successors listen on).
_all_leave = mmap.mmap(-1, 1)


def prepare(server) -> None:
    """Makes gunicorn's master tell its workers, before it stops them, that nobody comes after them."""
    stop = server.stop

    def tell_and_stop(graceful=True):
        if not server.systemd:  # systemd keeps its socket open for the next process
            _all_leave[0] = 1
        stop(graceful)

    server.stop = tell_and_stop


class Worker(ThreadWorker):
    """gunicorn's worker of threads, which shuts the port behind the last connection."""

    def accept(self, listener) -> None:
        try:
            super().accept(listener)
        except OSError as error:
            if not (_all_leave[0] and error.errno == errno.EINVAL):  # another worker has just shut it
                raise

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled)
        if not self.alive and _all_leave[0]:
            for listener in self.sockets:
                self._take_the_last_and_shut(listener)

    def _take_the_last_and_shut(self, listener) -> None:
        with suppress(OSError):  # shut already
            while select.select([listener], [], [], 0)[0]:
                super().accept(listener)
            listener.shutdown(socket.SHUT_RDWR)
