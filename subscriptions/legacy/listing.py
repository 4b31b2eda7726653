"""The list of older accounts, for the back-office."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.core.reading import reads
from portal.core.values.dates import at_time
from portal.ui.listing.cards import Card
from portal.ui.listing.declaration import Column, Empty, ListButton, Listing, Sort
from portal.ui.listing.values import Day
from subscriptions.legacy.filters import LegacyFilters
from subscriptions.legacy.models import LegacyAccount


@reads("claimed_at")
def claimed(row: LegacyAccount) -> str:
    """Return whether and when the holder registered here."""
    return at_time(row.claimed_at) if row.claimed_at else gettext("Pas encore inscrit")


LEGACY = Listing(
    name="anciens-comptes",
    title=_("Comptes d’anciennes bases"),
    path="portefeuille/anciens/",
    url_name="subscriptions:legacy_accounts",
    icon="archive",
    menu=37,
    right=Permission.PORTFOLIO_REVIEW,
    model=LegacyAccount,
    filters=LegacyFilters,
    rows_first=True,
    card=Card(
        title="email", eyebrow="source", lines=("name", claimed), foot=Day("imported_at", _("Repris le %(day)s"))
    ),
    columns=(
        Column("email", _("E-mail"), "email"),
        Column("nom", _("Nom"), "name"),
        Column("base", _("Base d’origine"), "source"),
        Column("identifiant", _("Ancien identifiant"), "reference"),
        Column("ouvert", _("Ouvert le"), "opened_on"),
        Column("inscription", _("Inscription"), claimed, value="claimed_at"),
        Column("repris", _("Repris le"), "imported_at", default=False),
    ),
    sorts=(
        Sort("nom", _("Nom, de A à Z"), "sort_name", column="nom"),
        Sort("recent", _("Derniers repris"), "imported_at", descending=True, column="repris"),
    ),
    noun=lambda count: ngettext("compte", "comptes", count),
    empty=Empty(
        _("Aucun compte d’une ancienne base"),
        _("Les clients d’un ancien site sont repris par fichier. Ils sont reconnus quand un conseiller les ajoute."),
    ),
    buttons=(ListButton(_("Importer"), "exchange:imports", "upload", primary=True, right=Permission.PORTFOLIO_IMPORT),),
    search_label=_("Chercher un compte"),
    search_hint=_("E-mail, nom, base, identifiant"),
    export_right=Permission.PORTFOLIO_IMPORT,
)
