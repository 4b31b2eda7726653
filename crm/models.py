from crm.clients.models import Client
from crm.companies.models import CompanyRecord, DirectoryGate
from crm.contacts.models import Contact
from crm.drive.models import FileRequest, FileVersion, Node
from crm.notes.models import Note
from crm.prospects.models import Attribution, FollowUp, Recommendation
from crm.questionnaires.models import QuestionnaireVersion, Response
from crm.signatories.models import Signatory
from crm.tasks.models import Task

__all__ = [
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
    "QuestionnaireVersion",
    "Recommendation",
    "Response",
    "Signatory",
    "Task",
]
