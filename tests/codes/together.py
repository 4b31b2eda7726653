"""Many threads, each with its own connection, starting at the same instant."""

import threading
from collections.abc import Callable

from django.db import connection


def together(count: int, work: Callable[[int], object]) -> list:
    """What `work(n)` gave or raised in each of `count` threads released at once."""
    results: list = [None] * count
    gate = threading.Barrier(count)

    def run(number: int) -> None:
        try:
            gate.wait(timeout=20)
            results[number] = work(number)
        except Exception as error:  # noqa: BLE001 - the error is the result
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def errors_of(results: list) -> list[Exception]:
    return [result for result in results if isinstance(result, Exception)]
