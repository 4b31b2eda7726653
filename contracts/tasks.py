from contracts.confirmation.tasks import daily
from contracts.signature.tasks import make_documents, make_waiting_documents

__all__ = ["daily", "make_documents", "make_waiting_documents"]
