"""The list of what agents earn, line by line."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.access.permissions import Permission
from portal.core.values.money import format_euros
from portal.earnings.lines.filters import EarningFilters
from portal.earnings.lines.models import Earning
from portal.ui.components.controls import status
from portal.ui.listing.cards import Card
from portal.ui.listing.declaration import Column, Empty, ListButton, Listing, Preset, Sort
from portal.ui.listing.values import Day, Shown

EARNINGS = Listing(
    name="remuneration",
    title=_("Rémunération"),
    path="remuneration/",
    url_name="earnings:lines",
    icon="cash",
    menu=66,
    right=Permission.EARNINGS,
    model=Earning,
    filters=EarningFilters,
    card=Card(
        title="label",
        eyebrow="kind",
        status=True,
        lines=("agent_name", "terms", "reason"),
        strong=Shown("amount", format_euros),
        foot=Day("day", _("Le %(day)s")),
    ),
    columns=(
        Column("origine", _("Origine"), "label"),
        Column("date", _("Date"), "day"),
        Column("type", _("Type"), "kind"),
        Column("etat", _("État"), status, value="status_label"),
        Column("conseiller", _("Conseiller"), "agent_name"),
        Column("motif", _("Motif"), "reason"),
        Column("montant", _("Montant"), "amount", show=format_euros, number=True),
        Column("bareme", _("Barème appliqué"), "terms", default=False),
        Column("assiette", _("Assiette HT"), "base", show=format_euros, number=True, default=False),
        Column("agence", _("Agence"), "agency.name", default=False),
        Column("mois", _("Mois de paie"), "month", default=False),
    ),
    sorts=(
        Sort("recent", _("Les plus récentes"), "day", descending=True, column="date"),
        Sort("ancien", _("Les plus anciennes"), "day", column="date"),
        Sort("montant", _("Montant, du plus grand"), "amount", descending=True, column="montant"),
        Sort("petit", _("Montant, du plus petit"), "amount", column="montant"),
    ),
    presets=(
        Preset("attendu", _("Attendu"), "etat=attendu"),
        Preset("acquis", _("Acquis"), "etat=acquis"),
        Preset("repris", _("Repris"), "etat=repris"),
    ),
    noun=lambda count: ngettext("ligne", "lignes", count),
    empty=Empty(
        _("Aucune ligne"),
        _("Vos gains s’affichent ici dès l’envoi d’un contrat, d’un abonnement ou d’une commande."),
    ),
    buttons=(
        ListButton(_("Relevés"), "earnings:statements", "file-text"),
        ListButton(_("Objectifs"), "earnings:objectives", "target"),
        ListButton(_("Accords"), "earnings:agreements", "writing"),
    ),
    search_label=_("Chercher une ligne"),
    search_hint=_("Numéro, conseiller, motif"),
    export_right=Permission.EARNINGS_EXPORT,
    template="earnings/lines/list.html",
)
