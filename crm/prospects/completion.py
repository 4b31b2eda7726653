"""How far a prospect's file is filled, tab by tab."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crm.contacts.models import Contact

TABS = (
    ("societe", _("Société")),
    ("suivi", _("Suivi du dossier")),
    ("contacts", _("Contacts")),
    ("adresse", _("Adresse")),
    ("actions", _("Actions")),
    ("pieces", _("Pièces jointes")),
    ("recommandation", _("Recommandation")),
)


@dataclass(frozen=True)
class Part:
    """One tab: `is_done` is None where nothing is asked."""

    key: str
    label: str | Promise
    is_done: bool | None = None


def parts_of(client, contacts: list[Contact]) -> list[Part]:
    """The tabs of a prospect with their completion. `contacts` are the file's, read by the caller."""
    follow_up, recommendation = client.follow_up, getattr(client, "recommendation", None)
    done = {
        "societe": bool(client.display_name and client.siren),
        "suivi": follow_up.turnover is not None and follow_up.forecast is not None,
        "contacts": any(contact.is_favourite for contact in contacts),
        "adresse": bool(client.address and client.city),
        "recommandation": bool(recommendation and recommendation.is_complete),
    }
    return [Part(key, label, done.get(key)) for key, label in TABS]


def next_tab(key: str) -> str:
    """The tab after `key`, the first after the last."""
    keys = [each for each, _label in TABS]
    return keys[(keys.index(key) + 1) % len(keys)]
