from contracts.confirmation.tasks import daily
from contracts.signature.tasks import make_documents, make_waiting_documents
from contracts.statements.tasks import print_statement, print_statements

__all__ = ["daily", "make_documents", "make_waiting_documents", "print_statement", "print_statements"]
