"""The questions of the users' guide about clients, answered (P18)."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission as P
from portal.help.articles import CLIENTS, Article


def _article(slug: str, template: str, order: int, *, title, summary, pages, keywords) -> Article:
    return Article(
        slug=slug,
        title=title,
        summary=summary,
        section=CLIENTS,
        template=f"clients/{template}.html",
        keywords=keywords,
        right=P.CLIENTS_VIEW,
        pages=pages,
        order=order,
        context=lambda: {"bin_days": settings.KEEP_REMOVED_CLIENTS_DAYS},
    )


ARTICLES = (
    _article(
        "ajouter-un-client",
        "new",
        10,
        title=_("Comment ajouter un nouveau client ?"),
        summary=_("« Nouveau client », avec ou sans contrat."),
        pages=("crm:new",),
        keywords=_("créer fiche particulier entreprise foyer doublon"),
    ),
    _article(
        "trouver-un-client",
        "find",
        11,
        title=_("Comment trouver un client spécifique ?"),
        summary=_("« Filtrer les clients » et « Types de client »."),
        pages=("crm:list",),
        keywords=_("chercher recherche filtre nom téléphone siren export vue"),
    ),
    _article(
        "fiche-client",
        "desk",
        12,
        title=_("Que montre la fiche d’un client ?"),
        summary=_("Identité, historique, prochaine étape et contrats sur une page."),
        pages=("crm:client", "crm:notes", "crm:note"),
        keywords=_("note appel historique contrats sms"),
    ),
    _article(
        "modifier-un-client",
        "edit",
        13,
        title=_("Comment modifier les informations d’un client ?"),
        summary=_("L’onglet « Données clients », puis « Enregistrer »."),
        pages=("crm:data",),
        keywords=_("changer adresse mobile e-mail corriger sauvegarder"),
    ),
    _article(
        "ajouter-un-signataire",
        "signatory",
        14,
        title=_("Comment ajouter un signataire à un client ?"),
        summary=_("Quatre étapes : identité, coordonnées, pouvoir, pièce."),
        pages=("crm:signatory", "crm:signatory_new"),
        keywords=_("représentant mandataire pouvoir pièce identité signer"),
    ),
    _article(
        "actions-client",
        "tasks",
        15,
        title=_("Comment suivre ses rendez-vous et ses appels ?"),
        summary=_("Prévoir une action, noter le résultat, s’abonner à son agenda."),
        pages=("crm:tasks", "crm:task_new", "crm:client_tasks", "crm:client_task_new", "crm:task_edit"),
        keywords=_("action rendez-vous appel relance agenda calendrier retard"),
    ),
    _article(
        "supprimer-un-client",
        "delete",
        16,
        title=_("Comment supprimer un client ?"),
        summary=_("L’onglet « Admin », la corbeille et les archives."),
        pages=("crm:admin", "crm:removal", "crm:bin", "crm:merge"),
        keywords=_("effacer archiver restaurer corbeille fusionner doublon"),
    ),
)
