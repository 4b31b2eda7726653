from contracts.sales.tasks import daily, make_documents, make_waiting_documents

__all__ = ["daily", "make_documents", "make_waiting_documents"]
