"""The list of prospects."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crm.clients.models import Client
from crm.prospects import queries
from crm.prospects.actions import filing
from crm.prospects.enums import Progress
from crm.prospects.filters import ProspectFilters
from crm.prospects.forms import FollowUpForm
from portal.access.permissions import Permission
from portal.core.reading import reads
from portal.core.values.money import format_euros
from portal.ui.components.controls import status
from portal.ui.components.formats import siren
from portal.ui.listing.cards import Card
from portal.ui.listing.cells import Cell
from portal.ui.listing.declaration import Column, Empty, Found, ListButton, Listing, Preset, Sort, Total
from portal.ui.listing.values import Day, Shown


@reads("pk")
def _url(client: Client) -> str:
    return reverse("crm:prospect_societe", args=[client.pk])


@reads("follow_up.status", "follow_up.step")
def _step(client: Client) -> str:
    return client.follow_up.step_label


def _may_follow(client: Client, by) -> bool:
    return by.has_right(Permission.CLIENTS_EDIT)


def _may_discuss(client: Client, by) -> bool:
    return _may_follow(client, by) and client.follow_up.status == Progress.DISCUSSING


def _discuss(row: Client, *, values: dict, version: int, by) -> None:
    filing.discuss(client=row, step=values["step"], version=version, by=by)


def _write(row: Client, *, values: dict, version: int, by) -> None:
    filing.write_follow_up(client=row, values=values, version=version, by=by)


def _cell(field: str, *, save=_write, may=_may_follow) -> Cell:
    return Cell(FollowUpForm, field, save, may, page="crm:prospect_suivi", record="follow_up")


PROSPECTS = Listing(
    name="prospects",
    title=_("Prospects"),
    path="prospects/",
    url_name="crm:prospects",
    icon="target-arrow",
    menu=31,
    right=Permission.CLIENTS_VIEW,
    model=Client,
    source=queries.prospects_of,
    filters=ProspectFilters,
    card=Card(
        title="display_name",
        eyebrow=_step,
        lines=("city",),
        strong=Shown("follow_up.forecast", format_euros),
        foot=Day("created_at", _("Créé le %(day)s")),
        action_label=_("Ouvrir"),
    ),
    row_url=_url,
    found=Found(_("Prospects"), 19, (_step, "city", Shown("siren", siren)), queries.prospects_of),
    columns=(
        Column("nom", _("Société"), "display_name"),
        Column("etat", _("État"), lambda row: status(row.follow_up), value=lambda row: row.follow_up.status_label),
        Column("etape", _("Étape"), _step, edit=_cell("step", save=_discuss, may=_may_discuss)),
        Column(
            "ca",
            _("CA prévu"),
            "follow_up.forecast",
            show=format_euros,
            number=True,
            totals=(Total("follow_up__forecast"),),
            edit=_cell("forecast"),
        ),
        Column("probabilite", _("Probabilité (%)"), "follow_up.probability", number=True, edit=_cell("probability")),
        Column("prevu", _("Prévu le"), "follow_up.expected_on", edit=_cell("expected_on")),
        Column("ville", _("Ville"), "city"),
        Column("cree", _("Créé le"), "created_at"),
        Column("siren", _("SIREN"), "siren", show=siren, default=False, whole=True),
        Column("conseiller", _("Conseiller"), "owner.get_full_name", default=False),
    ),
    sorts=(
        Sort("recent", _("Les plus récents"), "created_at", descending=True, column="cree"),
        Sort("ancien", _("Les plus anciens"), "created_at", column="cree"),
        Sort("activite", _("Derniers changements"), "changed_at", descending=True),
        Sort("ca", _("CA prévu, du plus grand"), "follow_up__forecast", descending=True, column="ca"),
        Sort("ca-petit", _("CA prévu, du plus petit"), "follow_up__forecast", column="ca"),
        Sort("probable", _("Les plus probables"), "follow_up__probability", descending=True, column="probabilite"),
        Sort("improbable", _("Les moins probables"), "follow_up__probability", column="probabilite"),
        Sort("prevu", _("Prévus bientôt"), "follow_up__expected_on", column="prevu"),
        Sort("prevu-loin", _("Prévus plus tard"), "follow_up__expected_on", descending=True, column="prevu"),
        Sort("nom", _("Société, de A à Z"), "sort_name", column="nom"),
        Sort("nom-z", _("Société, de Z à A"), "sort_name", descending=True, column="nom"),
    ),
    presets=(
        Preset("discussion", _("En discussion"), "etat=discussing"),
        Preset("prets", _("Prêts à démarrer"), "etat=ready"),
        Preset("perdus", _("Sans suite"), "etat=lost"),
    ),
    noun=lambda count: ngettext("prospect", "prospects", count),
    empty=Empty(
        _("Aucun prospect pour l’instant"),
        _("Les prospects des agents apparaîtront ici."),
        invitation=_("Cherchez une entreprise : son dossier est prérempli."),
    ),
    buttons=(
        ListButton(_("Tableau"), "crm:prospect_board", "layout-dashboard"),
        ListButton(
            _("Ajouter un nouveau prospect"),
            "crm:prospect_new",
            "plus",
            primary=True,
            right=Permission.CLIENTS_EDIT,
        ),
    ),
    search_label=_("Chercher un prospect"),
    search_hint=_("Société, nom, SIREN, ville"),
    export_right=Permission.PROSPECTS_EXPORT,
)
