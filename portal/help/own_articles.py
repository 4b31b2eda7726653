"""The articles about what everybody has: the way in, and one's account."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.core.plugs import retention
from portal.help.articles import ACCOUNT, STAFF, START, Article

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
        slug="la-balle-est-chez",
        title=_("Savoir ce qui vous attend"),
        summary=_("« À faire » : ce que vous avez à faire, et qui doit vous répondre."),
        section=START,
        template="board.html",
        keywords=_("à faire tâches relance retard attente accueil compteur mois objectif"),
        pages=("dashboard:home",),
        order=20,
        audience=STAFF,
    ),
    Article(
        slug="lire-les-actualites",
        title=_("Lire les actualités"),
        summary=_("Les trouver, les marquer comme lues, être prévenu."),
        section=START,
        template="news.html",
        keywords=_("nouvelles annonces publication information lue notification"),
        pages=("news:list", "news:article"),
        order=30,
    ),
    Article(
        slug="ecrire-une-actualite",
        title=_("Écrire et publier une actualité"),
        summary=_("Du brouillon à la publication : destinataires, images, date, retour en brouillon."),
        section=START,
        template="news_writing.html",
        pages=("news:writing", "news:sheet", "news:new", "news:edit", "news:schedule", "news:new_picture"),
        keywords=_("rédiger brouillon image publier destinataires programmer retirer"),
        right=Permission.NEWS_WRITE,
        order=40,
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
        slug="photo-de-profil",
        title=_("Comment ajouter une photo de profil ?"),
        summary=_("« Paramètres », sous votre nom."),
        section=ACCOUNT,
        template="profile_photo.html",
        keywords=_("avatar image portrait visage changer"),
        order=21,
    ),
    Article(
        slug="se-deconnecter",
        title=_("Comment se déconnecter ?"),
        summary=_("« Déconnexion », sous votre nom."),
        section=ACCOUNT,
        template="logout.html",
        keywords=_("quitter fermer session sortir déconnexion"),
        order=22,
    ),
    Article(
        slug="parametres",
        title=_("Comment modifier les informations de mon profil ?"),
        summary=_("Photo, téléphone, langue, mode sombre."),
        section=ACCOUNT,
        template="settings.html",
        keywords=_("avatar anglais thème nuit adresse e-mail changer"),
        pages=("accounts:settings",),
        order=20,
    ),
    Article(
        slug="durees-de-conservation",
        title=_("Combien de temps les données sont gardées"),
        summary=_("Les durées de conservation et d’effacement."),
        section=ACCOUNT,
        template="retention.html",
        keywords=_("rgpd effacement suppression données personnelles archives purge"),
        order=30,
        context=lambda: {"retention": retention.rules(), "privacy_email": settings.PRIVACY_EMAIL},
    ),
)
