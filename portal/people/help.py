"""Help about accounts."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.help.articles import START, Article

ARTICLES = (
    Article(
        slug="comptes",
        title=_("Gérer les comptes"),
        summary=_("Inviter une personne ou toute une équipe, désactiver un compte, préparer un départ."),
        section=START,
        template="comptes.html",
        keywords=_("utilisateur invitation mot de passe désactiver départ agence"),
        right=Permission.PEOPLE,
        pages=("people:list", "people:person", "people:new", "people:edit", "people:invitations", "people:departure"),
        order=60,
        context=lambda: {"hours": settings.INVITATION_HOURS},
    ),
    Article(
        slug="droits",
        title=_("Comprendre et modifier les droits"),
        summary=_("Ce que permet chaque rôle, et comment ouvrir un droit de plus à une personne."),
        section=START,
        template="droits.html",
        keywords=_("permission accès rôle autorisation"),
        right=Permission.PEOPLE,
        pages=("people:rights", "people:person_rights"),
        order=61,
    ),
)
