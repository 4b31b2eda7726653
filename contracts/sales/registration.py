"""What contracts tell the apps below: timeline sentences, menu entries, the purpose of their links."""

from django.utils.translation import gettext_lazy as _

from contracts.sales import home, public
from contracts.sales.sentences import SENTENCES
from portal.access.permissions import Permission
from portal.audit.history import register_sentences
from portal.core import home as home_page
from portal.core.menu import MenuEntry, register
from portal.links import purposes


def register_all() -> None:
    register_sentences(SENTENCES)
    purposes.register(public.PURPOSE)
    for block in home.BLOCKS:
        home_page.register(block)
    register(
        MenuEntry(
            _("Contrats"), "contracts:list", "file-text", Permission.CONTRACTS_VIEW, 20, active_prefix="/contrats/"
        )
    )
    register(
        MenuEntry(
            _("Nouveau contrat"),
            "contracts:new",
            "file-plus",
            Permission.CONTRACTS_CREATE,
            30,
            active_prefix="/contrats/nouveau/",
        )
    )
    register(
        MenuEntry(
            _("Back-office"),
            "contracts:queue",
            "inbox",
            Permission.CONTRACTS_CONFIRM,
            40,
            active_prefix="/back-office/",
        )
    )
