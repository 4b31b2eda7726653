"""Help articles about prospects, in the words of those who ask."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.help.articles import PROSPECTS, Article


def _figures() -> dict:
    return {"days": settings.ONBOARDING_LINK_DAYS}


ARTICLES = (
    Article(
        slug="ajouter-un-prospect",
        title=_("Comment ajouter un nouveau prospect ?"),
        summary=_("Chercher l’entreprise en ligne, ouvrir son dossier, corriger l’adresse."),
        section=PROSPECTS,
        template="prospects_new.html",
        keywords=_("société SIREN SIRET TVA annuaire fermée masquée saisie adresse doublon"),
        right=Permission.CLIENTS_VIEW,
        pages=("crm:prospects", "crm:prospect_new", "crm:prospect_societe", "crm:prospect_adresse"),
        order=10,
    ),
    Article(
        slug="suivi-du-dossier",
        title=_("Suivi du dossier"),
        summary=_("La provenance, l’état d’avancement, le chiffre d’affaires et le tableau."),
        section=PROSPECTS,
        template="prospects_following.html",
        keywords=_("provenance rémunération convention en discussion sans suite CA prévision tableau étape"),
        right=Permission.CLIENTS_VIEW,
        pages=("crm:prospect_suivi", "crm:prospect_board", "crm:prospect_step"),
        order=20,
    ),
    Article(
        slug="contact-favori",
        title=_("Informations sur le contact"),
        summary=_("Plusieurs contacts, un seul favori ; seule la ligne fixe est obligatoire."),
        section=PROSPECTS,
        template="prospects_contacts.html",
        keywords=_("téléphone fixe mobile fonction e-mail supprimer"),
        right=Permission.CLIENTS_VIEW,
        pages=("crm:prospect_contacts", "crm:contact_new", "crm:contact", "crm:contact_deletion"),
        order=30,
    ),
    Article(
        slug="mon-prospect-est-pret",
        title=_("Mon prospect est prêt"),
        summary=_("Le passer à « Prêt à démarrer », renvoyer ou annuler le lien."),
        section=PROSPECTS,
        template="prospects_ready.html",
        keywords=_("lien sécurisé inscription démarrer alerte équipe commerciale verrouillé"),
        right=Permission.CLIENTS_VIEW,
        pages=("crm:prospect_start", "crm:prospect_reopening"),
        order=40,
        context=_figures,
    ),
    Article(
        slug="soigner-son-dossier",
        title=_("Recommandation et pièces jointes"),
        summary=_("Activité, besoins et factures du client ; dernier bilan."),
        section=PROSPECTS,
        template="prospects_recommending.html",
        keywords=_("document bilan fichier envoyer activité besoins"),
        right=Permission.CLIENTS_VIEW,
        pages=("crm:prospect_recommandation", "crm:prospect_pieces", "crm:prospect_piece_deletion"),
        order=50,
    ),
)
