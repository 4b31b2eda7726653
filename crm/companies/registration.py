"""What company data tells the apps below: timeline sentences, the worker's task."""

from django.utils.translation import gettext_lazy as _

from crm.companies import tasks
from portal.audit.history import Sentence, register_sentences

SENTENCES = {
    "crm.company_checked": Sentence(_("Le portail a comparé la société avec l’annuaire"), "building", "info"),
}
TASKS = (tasks.check_companies,)


def register_all() -> None:
    register_sentences(SENTENCES)
