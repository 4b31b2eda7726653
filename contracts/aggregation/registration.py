"""What aggregation tells the apps below."""

from contracts.aggregation.imports import KIND
from contracts.aggregation.sentences import SENTENCES
from portal.audit.history import register_sentences
from portal.exchange.imports import kinds


def register_all() -> None:
    register_sentences(SENTENCES)
    kinds.register(KIND)
