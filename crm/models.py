from crm.clients.models import Client
from crm.companies.models import CompanyRecord, DirectoryGate

__all__ = ["Client", "CompanyRecord", "DirectoryGate"]
