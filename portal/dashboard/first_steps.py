"""First steps to offer when nothing waits, by the rights of the reader."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission

SHOWN = 3


@dataclass(frozen=True)
class FirstStep:
    label: str | Promise
    url_name: str
    icon: str
    right: str | None = None


STEPS = (
    FirstStep(_("Ajouter un prospect"), "crm:prospect_new", "user-plus", Permission.CONTRACTS_CREATE),
    FirstStep(_("Voir la file des contrats"), "contracts:queue", "inbox", Permission.CONTRACTS_CONFIRM),
    FirstStep(_("Voir les demandes avant-vente"), "presales:queue", "inbox", Permission.PRESALES_HANDLE),
    FirstStep(_("Noter une opportunité"), "presales:opportunity_new", "plus", Permission.OPPORTUNITIES),
    FirstStep(_("Voir mes factures"), "crm:factored_invoices", "file-invoice", Permission.FACTORING_SUPPLY),
    FirstStep(_("Lire les documents"), "catalog:documents", "file-text", Permission.DOCUMENTS_VIEW),
    FirstStep(_("Compléter mon profil"), "accounts:settings", "user-circle"),
    FirstStep(_("Lire l’aide"), "help:index", "help-circle"),
)


def steps_for(user) -> list[FirstStep]:
    return [step for step in STEPS if step.right is None or user.has_right(step.right)][:SHOWN]
