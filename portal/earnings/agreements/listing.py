"""The list of agreements."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.access.permissions import Permission
from portal.earnings.agreements import queries
from portal.earnings.agreements.filters import AgreementFilters
from portal.earnings.agreements.models import Agreement
from portal.ui.listing.cards import Card
from portal.ui.listing.declaration import Column, Empty, ListButton, Listing, Sort
from portal.ui.listing.values import Day

AGREEMENTS = Listing(
    name="accords-remuneration",
    title=_("Accords de rémunération"),
    path="remuneration/accords/",
    url_name="earnings:agreements",
    icon="writing",
    right=Permission.EARNINGS,
    model=Agreement,
    source=queries.agreements_of,
    filters=AgreementFilters,
    card=Card(title="name", lines=("whom",), foot=Day("since", _("Depuis le %(day)s"))),
    columns=(
        Column("nom", _("Nom"), "name"),
        Column("pour", _("Pour"), "whom"),
        Column("depuis", _("À partir du"), "since"),
        Column("jusqu", _("Jusqu’au"), "until"),
    ),
    sorts=(
        Sort("recent", _("Les plus récents"), "since", descending=True, column="depuis"),
        Sort("ancien", _("Les plus anciens"), "since", column="depuis"),
        Sort("nom", _("Nom, de A à Z"), "sort_name", column="nom"),
        Sort("nom-z", _("Nom, de Z à A"), "sort_name", descending=True, column="nom"),
    ),
    noun=lambda count: ngettext("accord", "accords", count),
    empty=Empty(
        _("Aucun accord"),
        _("Sans accord, les ventes ne sont pas rémunérées."),
        invitation=_("Sans accord, les ventes ne sont pas rémunérées. Créez le premier."),
    ),
    buttons=(
        ListButton(
            _("Nouvel accord"), "earnings:agreement_new", "plus", primary=True, right=Permission.EARNINGS_MANAGE
        ),
    ),
    search_label=_("Chercher un accord"),
    search_hint=_("Nom, conseiller, agence"),
)
