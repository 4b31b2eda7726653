from crm.clients.models import Client
from crm.companies.models import CompanyRecord, DirectoryGate
from crm.contacts.models import Contact
from crm.drive.models import FileRequest, FileVersion, Node
from crm.envelopes.models import Envelope
from crm.financing.models import CreditNote, FactoredInvoice, InvoiceDraft, Quote
from crm.notes.models import Note
from crm.onboarding.models import Onboarding, Page, Person, Piece
from crm.payouts.models import Payout, PayoutFile, Repayment
from crm.prospects.models import Attribution, FollowUp, Recommendation
from crm.questionnaires.models import QuestionnaireVersion, Response
from crm.review.models import AccessLog
from crm.signatories.models import Signatory
from crm.suppliers.models import BankAccount, Supplier, SupplierLink
from crm.tasks.models import Task

__all__ = [
    "AccessLog",
    "Attribution",
    "BankAccount",
    "Client",
    "CompanyRecord",
    "Contact",
    "CreditNote",
    "DirectoryGate",
    "Envelope",
    "FactoredInvoice",
    "FollowUp",
    "InvoiceDraft",
    "FileRequest",
    "FileVersion",
    "FollowUp",
    "Node",
    "Note",
    "Onboarding",
    "Page",
    "Person",
    "Piece",
    "Payout",
    "PayoutFile",
    "QuestionnaireVersion",
    "Quote",
    "Recommendation",
    "Repayment",
    "Response",
    "Signatory",
    "Supplier",
    "SupplierLink",
    "Task",
]
