from crm.clients.models import Client
from crm.companies.models import CompanyRecord, DirectoryGate
from crm.contacts.models import Contact
from crm.prospects.models import Attribution, FollowUp, Recommendation

__all__ = ["Attribution", "Client", "CompanyRecord", "Contact", "DirectoryGate", "FollowUp", "Recommendation"]
