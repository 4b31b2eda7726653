"""The queue of onboardings, with the age of each."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crm.onboarding.models import Onboarding
from crm.review import queries
from crm.review.filters import ReviewFilters
from portal.access.permissions import Permission
from portal.ui.components.controls import status
from portal.ui.components.formats import ago
from portal.ui.listing.cards import Card
from portal.ui.listing.declaration import Column, Empty, ListButton, Listing, Preset, Sort
from portal.ui.listing.values import Shown

REVIEWS = Listing(
    name="inscriptions",
    title=_("Inscriptions"),
    path="inscriptions/",
    url_name="crm:reviews",
    icon="clipboard-check",
    menu=35,
    right=Permission.ONBOARDING_REVIEW,
    model=Onboarding,
    source=queries.listed,
    filters=ReviewFilters,
    card=Card(
        title="client.display_name",
        status=True,
        lines=("contact", "email"),
        foot=Shown("status_changed_at", ago),
    ),
    columns=(
        Column("client", _("Client"), "client.display_name"),
        Column("statut", _("Statut"), status, value="status_label"),
        Column("age", _("Depuis"), "status_changed_at", show=ago),
        Column("destinataire", _("Destinataire"), "contact"),
        Column("conseiller", _("Conseiller"), "client.owner.get_full_name"),
        Column("commencee", _("Commencée le"), "created_at"),
        Column("envoyee", _("Envoyée par le client le"), "submitted_at", default=False),
    ),
    sorts=(
        Sort("age", _("Les plus anciennes"), "status_changed_at", column="age"),
        Sort("recent", _("Les plus récentes"), "status_changed_at", descending=True, column="age"),
        Sort("commencee", _("Commencées récemment"), "created_at", descending=True, column="commencee"),
        Sort("ancienne", _("Commencées il y a longtemps"), "created_at", column="commencee"),
        Sort("client", _("Client, de A à Z"), "sort_name", column="client"),
        Sort("client-z", _("Client, de Z à A"), "sort_name", descending=True, column="client"),
    ),
    presets=(
        Preset("a-verifier", _("À vérifier"), "statut=to_check"),
        Preset("a-completer", _("À compléter"), "statut=to_complete"),
        Preset("acceptees", _("Acceptées"), "statut=accepted"),
    ),
    noun=lambda count: ngettext("inscription", "inscriptions", count),
    empty=Empty(
        _("Aucune inscription pour l’instant"),
        _("Elles apparaissent quand un lien part à un client."),
    ),
    buttons=(ListButton(_("Temps passé par les clients"), "crm:review_times", "chart-bar"),),
    search_label=_("Chercher une inscription"),
    search_hint=_("Client, SIREN, destinataire"),
    export_right=Permission.ONBOARDING_REVIEW,
)
