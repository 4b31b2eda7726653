from crm.clients import admin as clients_admin
from crm.contacts import admin as contacts_admin
from crm.drive import admin as drive_admin
from crm.envelopes import admin as envelopes_admin
from crm.financing import admin as financing_admin
from crm.onboarding import admin as onboarding_admin
from crm.prospects import admin as prospects_admin
from crm.review import admin as review_admin
from crm.signatories import admin as signatories_admin
from crm.suppliers import admin as suppliers_admin
from crm.tasks import admin as tasks_admin

__all__ = [
    "clients_admin",
    "contacts_admin",
    "drive_admin",
    "envelopes_admin",
    "financing_admin",
    "prospects_admin",
    "signatories_admin",
    "suppliers_admin",
    "onboarding_admin",
    "prospects_admin",
    "review_admin",
    "signatories_admin",
    "tasks_admin",
]
