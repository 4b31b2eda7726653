"""The articles about what everybody has: the way in, and one's account."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.help.articles import ACCOUNT, START, Article

ARTICLES = (
    Article(
        slug="premiere-connexion",
        title=_("Se connecter pour la première fois"),
        summary=_("L’invitation, le mot de passe, et que faire si le lien ne marche plus."),
        section=START,
        template="first_login.html",
        keywords=_("invitation identifiant mot de passe oublié accès bloqué"),
        public=True,
        order=10,
        context=lambda: {"hours": settings.INVITATION_HOURS, "support_email": settings.SUPPORT_EMAIL},
    ),
    Article(
        slug="securite-du-compte",
        title=_("Protéger son compte"),
        summary=_("Second facteur, clés d’accès, codes de secours, appareils connectés."),
        section=ACCOUNT,
        template="account_security.html",
        keywords=_("double authentification téléphone perdu session piratage vol"),
        public=True,
        pages=("mfa_index", "usersessions_list", "account_change_password"),
        order=10,
    ),
    Article(
        slug="parametres",
        title=_("Régler son profil et l’affichage"),
        summary=_("Photo, téléphone, langue, mode sombre."),
        section=ACCOUNT,
        template="settings.html",
        keywords=_("avatar anglais thème nuit adresse e-mail changer"),
        pages=("accounts:settings",),
        order=20,
    ),
)
