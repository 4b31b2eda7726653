from crm.clients.models import Client
from crm.companies.models import CompanyRecord, DirectoryGate
from crm.contacts.models import Contact
from crm.drive.models import FileRequest, FileVersion, Node
from crm.notes.models import Note
from crm.onboarding.models import Onboarding, Page, Person, Piece
from crm.prospects.models import Attribution, FollowUp, Recommendation
from crm.questionnaires.models import QuestionnaireVersion, Response
from crm.review.models import AccessLog
from crm.signatories.models import Signatory
from crm.tasks.models import Task

__all__ = [
    "AccessLog",
    "Attribution",
    "Client",
    "CompanyRecord",
    "Contact",
    "DirectoryGate",
    "FileRequest",
    "FileVersion",
    "FollowUp",
    "Node",
    "Note",
    "Onboarding",
    "Page",
    "Person",
    "Piece",
    "QuestionnaireVersion",
    "Recommendation",
    "Response",
    "Signatory",
    "Task",
]
