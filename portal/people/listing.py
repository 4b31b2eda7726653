"""The list of accounts."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.accounts import actions, stewards
from portal.accounts.models import User
from portal.core.values import phone
from portal.people.filters import PeopleFilters
from portal.ui.components.controls import status
from portal.ui.components.formats import short_date
from portal.ui.listing.cards import Card
from portal.ui.listing.declaration import BulkAction, Column, Empty, ListButton, Listing, Preset, Sort
from portal.ui.listing.values import Shown


def managed(user):
    return User.objects.managed_by(user)


def _last_seen(moment) -> str:
    return gettext("Connexion le %(day)s") % {"day": short_date(moment)}


def why_not_invited(person: User, by: User) -> str:
    """Return why no invitation can be sent to `person`, in a sentence; empty when it can."""
    if not stewards.may_change(by, person):
        return gettext("Seul un superutilisateur modifie ce compte.")
    return "" if person.is_invited else gettext("Ce compte est désactivé, ou son mot de passe est déjà choisi.")


def why_not_closed(person: User, by: User) -> str:
    if not person.is_active:
        return gettext("Ce compte est déjà désactivé.")
    if person.pk == by.pk:
        return gettext("Vous ne pouvez pas désactiver votre propre compte.")
    return "" if stewards.may_close(by, person) else gettext("Seul un superutilisateur modifie ce compte.")


def why_not_opened(person: User, by: User) -> str:
    if person.is_active:
        return gettext("Ce compte est déjà actif.")
    return "" if stewards.may_change(by, person) else gettext("Seul un superutilisateur modifie ce compte.")


INVITATION = BulkAction(
    key="invitation",
    label=_("Renvoyer l’invitation"),
    icon="send",
    question=_("Renvoyer l’invitation à ces personnes ?"),
    run=lambda row, by, reason: actions.invite(user=row, by=by),
    refusal=why_not_invited,
    right=Permission.PEOPLE,
)
CLOSING = BulkAction(
    key="desactivation",
    label=_("Désactiver"),
    icon="user-x",
    question=_("Désactiver ces comptes ?"),
    run=lambda row, by, reason: actions.deactivate(user=row, by=by, reason=reason),
    refusal=why_not_closed,
    right=Permission.PEOPLE,
    danger=True,
)
OPENING = BulkAction(
    key="reactivation",
    label=_("Réactiver"),
    icon="user-check",
    question=_("Réactiver ces comptes ?"),
    run=lambda row, by, reason: actions.reactivate(user=row, by=by, reason=reason),
    refusal=why_not_opened,
    right=Permission.PEOPLE,
)

PEOPLE = Listing(
    name="comptes",
    title=_("Comptes"),
    path="comptes/",
    url_name="people:list",
    icon="users-group",
    menu=830,
    right=Permission.PEOPLE,
    model=User,
    source=managed,
    filters=PeopleFilters,
    rows_first=True,
    row_name="get_full_name",
    card=Card(
        title="get_full_name",
        eyebrow="role",
        status=True,
        lines=("email", "organisation.name"),
        foot=Shown("last_login", _last_seen),
    ),
    columns=(
        Column("nom", _("Nom"), "get_full_name"),
        Column("email", _("E-mail"), "email"),
        Column("role", _("Rôle"), "role"),
        Column("organisation", _("Organisation"), "organisation.name"),
        Column("etat", _("État"), status, value="status_label"),
        Column("connexion", _("Dernière connexion"), "last_login"),
        Column("telephone", _("Téléphone"), "phone", show=phone.national, default=False, whole=True),
        Column("invite", _("Invité le"), "invited_at", default=False),
        Column("cree", _("Créé le"), "date_joined", default=False),
    ),
    sorts=(
        Sort("nom", _("Nom, de A à Z"), "sort_name", column="nom"),
        Sort("nom-z", _("Nom, de Z à A"), "sort_name", descending=True, column="nom"),
        Sort("recent", _("Les plus récents"), "date_joined", descending=True, column="cree"),
        Sort("ancien", _("Les plus anciens"), "date_joined", column="cree"),
    ),
    presets=(
        Preset("actifs", _("Actifs"), "etat=actif"),
        Preset("invites", _("Invités"), "etat=invite"),
        Preset("desactives", _("Désactivés"), "etat=desactive"),
        Preset("partis", _("Partis"), "etat=parti"),
    ),
    noun=lambda count: ngettext("compte", "comptes", count),
    empty=Empty(_("Aucun compte"), _("Les comptes apparaîtront ici."), invitation=_("Invitez une première personne.")),
    buttons=(
        ListButton(_("Droits"), "people:rights", "shield-check"),
        ListButton(_("Inviter plusieurs personnes"), "people:invitations", "users"),
        ListButton(_("Nouveau compte"), "people:new", "user-plus", primary=True),
    ),
    bulk=(INVITATION, OPENING, CLOSING),
    search_label=_("Chercher un compte"),
    search_hint=_("Nom, e-mail ou téléphone"),
    export_right=Permission.PEOPLE,
)
