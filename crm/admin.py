from crm.clients import admin as clients_admin
from crm.onboarding import admin as onboarding_admin
from crm.review import admin as review_admin
from crm.signatories import admin as signatories_admin
from crm.tasks import admin as tasks_admin

__all__ = ["clients_admin", "onboarding_admin", "review_admin", "signatories_admin", "tasks_admin"]
