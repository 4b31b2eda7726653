"""The list of envelopes, for those who follow buyers or decide."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crm.envelopes import queries
from crm.envelopes.filters import EnvelopeFilters
from crm.envelopes.models import Envelope
from portal.access.permissions import Permission
from portal.core.values.money import format_euros
from portal.ui.components.controls import status
from portal.ui.listing.cards import Card
from portal.ui.listing.declaration import Column, Empty, Found, Listing, Preset, Sort, Total
from portal.ui.listing.values import Day, Shown

ENVELOPES = Listing(
    name="enveloppes",
    title=_("Enveloppes d’affacturage"),
    path="affacturage/enveloppes/",
    url_name="crm:envelopes",
    icon="wallet",
    right=Permission.FACTORING_FOLLOW,
    model=Envelope,
    source=queries.envelopes_of,
    filters=EnvelopeFilters,
    card=Card(
        title="buyer.display_name",
        status=True,
        strong=Shown("amount", format_euros),
        small=Shown("asked_amount", lambda amount: _("Demandé : %(amount)s") % {"amount": format_euros(amount)}),
        foot=Day("created_at", _("Demandée le %(day)s")),
    ),
    found=Found(_("Enveloppes"), 60, (Shown("amount", format_euros),)),
    columns=(
        Column("acheteur", _("Acheteur"), "buyer.display_name"),
        Column(
            "montant", _("Montant"), "amount", show=format_euros, number=True, whole=True, totals=(Total("amount"),)
        ),
        Column(
            "demande",
            _("Montant demandé"),
            "asked_amount",
            show=format_euros,
            number=True,
            whole=True,
            totals=(Total("asked_amount"),),
        ),
        Column("du", _("Du"), "starts_on"),
        Column("au", _("Au"), "ends_on"),
        Column("statut", _("Statut"), status, value="status_label"),
        Column("demandee", _("Demandée le"), "created_at", default=False),
    ),
    sorts=(
        Sort("recent", _("Les plus récentes"), "created_at", descending=True, column="demandee"),
        Sort("ancien", _("Les plus anciennes"), "created_at", column="demandee"),
        Sort("nom", _("Acheteur, de A à Z"), "sort_name", column="acheteur"),
        Sort("nom-z", _("Acheteur, de Z à A"), "sort_name", descending=True, column="acheteur"),
        Sort("montant", _("Les plus grandes"), "amount", descending=True, column="montant"),
        Sort("petit", _("Les plus petites"), "amount", column="montant"),
    ),
    presets=(
        Preset("demandees", _("Demandées"), "statut=asked"),
        Preset("accordees", _("Accordées"), "statut=granted"),
    ),
    noun=lambda count: ngettext("enveloppe", "enveloppes", count),
    empty=Empty(_("Aucune enveloppe"), _("Les demandes de vos clients apparaîtront ici."), icon="wallet"),
    search_label=_("Chercher une enveloppe"),
    search_hint=_("Acheteur, SIREN"),
)
