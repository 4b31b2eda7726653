"""The list of an agent's clients, and the queue of the back-office."""

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.core.reading import reads
from portal.core.values import dates
from portal.core.values.dates import at_time
from portal.ui.components.controls import badge, button, status
from portal.ui.listing.cards import Card
from portal.ui.listing.declaration import Column, Empty, Found, Listing, Preset, Sort
from portal.ui.listing.values import Day, Shown
from subscriptions.portfolio import queries
from subscriptions.portfolio.filters import PortfolioFilters, QueueFilters
from subscriptions.portfolio.models import PortfolioLink

CURRENT = ("account__subscription__current__version__plan",)


def _state(link: PortfolioLink):
    return badge(link.shown_label, tone=link.shown_tone)


def period_of(link: PortfolioLink):
    """What the client has now, as read with the row; nothing before the link is there."""
    subscription = getattr(link.account, "subscription", None) if link.is_linked else None
    period = subscription.current if subscription is not None else None
    return period if period is not None and period.open_until > dates.today() else None


def _plan(link: PortfolioLink) -> str:
    period = period_of(link)
    return period.version.plan.name if period else ""


def _until(link: PortfolioLink) -> str:
    period = period_of(link)
    return f"{period.last_day:%d/%m/%Y}" if period else ""


def subscribe_label(link: PortfolioLink) -> str:
    return gettext("Modifier l’abonnement") if period_of(link) else gettext("Créer un abonnement")


def _subscribe(link: PortfolioLink):
    if not link.is_linked:
        return ""
    url = reverse("subscriptions:portfolio_plans", args=[link.pk])
    return button(subscribe_label(link), href=url, size="small", icon="refresh" if period_of(link) else "plus")


PORTFOLIO = Listing(
    name="portfolio",
    title=_("Mon portfolio"),
    path="portefeuille/",
    url_name="subscriptions:portfolio",
    icon="briefcase",
    menu=33,
    right=Permission.PORTFOLIO_USE,
    model=PortfolioLink,
    source=queries.portfolio_of,
    filters=PortfolioFilters,
    rows_first=True,
    card=Card(title="name", eyebrow="shown_label", lines=("email",), foot=Day("created_at", _("Ajouté le %(day)s"))),
    columns=(
        Column("client", _("Client"), "name"),
        Column("etat", _("État"), _state, value="shown_label"),
        Column("abonnement", _("Abonnement"), _plan, related=CURRENT),
        Column("fin", _("Jusqu’au"), _until, related=CURRENT, whole=True),
        Column("email", _("E-mail"), "email", default=False),
        Column("ajoute", _("Ajouté le"), "created_at", default=False),
        Column("conseiller", _("Conseiller"), "owner.get_full_name", default=False),
        Column("gerer", _("Gérer"), _subscribe, related=CURRENT, value=subscribe_label),
    ),
    sorts=(
        Sort("recent", _("Derniers ajoutés"), "created_at", descending=True, column="ajoute"),
        Sort("nom", _("Nom, de A à Z"), "sort_name", column="client"),
        Sort("nom-z", _("Nom, de Z à A"), "sort_name", descending=True, column="client"),
    ),
    noun=lambda count: ngettext("client", "clients", count),
    empty=Empty(
        _("Votre portfolio est vide"),
        _("Ajoutez un premier client par son adresse e-mail, ci-dessous."),
    ),
    search_label=_("Chercher un client"),
    search_hint=_("Nom, e-mail"),
    found=Found(_("Mon portfolio"), 27, ("shown_label", "email")),
    template="subscriptions/portfolio/list.html",
)


@reads("account.role", "account_id", "legacy.source", "legacy_id")
def known_as(link: PortfolioLink) -> str:
    """Return where the address is known from: an account here, an older database, or both."""
    known = [str(link.account.get_role_display())] if link.account_id else []
    return ", ".join([*known, link.legacy.source] if link.legacy_id else known)


QUEUE = Listing(
    name="portfolio-demandes",
    title=_("Demandes de lien"),
    path="portefeuille/demandes/",
    url_name="subscriptions:portfolio_queue",
    icon="user-plus",
    menu=36,
    right=Permission.PORTFOLIO_REVIEW,
    model=PortfolioLink,
    source=queries.queue_of,
    filters=QueueFilters,
    rows_first=True,
    row_url=reads("pk")(lambda link: reverse("subscriptions:portfolio_request", args=[link.pk])),
    card=Card(
        title="email",
        status=True,
        lines=("owner.get_full_name", known_as),
        foot=Shown("deadline", at_time),
    ),
    columns=(
        Column("email", _("E-mail"), "email"),
        Column("conseiller", _("Conseiller"), "owner.get_full_name"),
        Column("connu", _("Connu comme"), known_as, related=("account", "legacy")),
        Column("etat", _("État"), status, value="status_label"),
        Column("reponse", _("Réponse avant le"), "deadline", show=at_time),
        Column("demande", _("Demandé le"), "created_at", default=False),
    ),
    sorts=(
        Sort("echeance", _("Échéance la plus proche"), "deadline", column="reponse"),
        Sort("recent", _("Les plus récentes"), "created_at", descending=True, column="demande"),
    ),
    presets=(
        Preset("en-attente", _("En attente"), "etat=pending"),
        Preset("liees", _("Acceptées"), "etat=linked"),
    ),
    noun=lambda count: ngettext("demande", "demandes", count),
    empty=Empty(
        _("Aucune demande de lien"),
        _("Quand un conseiller ajoute un client qui a déjà un compte, sa demande attend ici votre réponse."),
    ),
    search_label=_("Chercher une demande"),
    search_hint=_("E-mail, nom"),
)
