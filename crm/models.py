from crm.clients.models import Client
from crm.companies.models import CompanyRecord, DirectoryGate
from crm.questionnaires.models import QuestionnaireVersion, Response

__all__ = ["Client", "CompanyRecord", "DirectoryGate", "QuestionnaireVersion", "Response"]
