"""How each thing the portal depends on is, in words: one file for each kind."""

from portal.core.probes import register
from portal.operations.services import files, history, machinery, sending


def register_all() -> None:
    for probe in (*machinery.PROBES, *sending.PROBES, *files.PROBES, *history.PROBES):
        register(probe)
