"""The questions of the users' guide about QCF and QPR, answered (P18)."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission as P
from portal.help.articles import CLIENTS, Article

ARTICLES = (
    Article(
        slug="envoyer-un-questionnaire",
        title=_("Comment envoyer ou faire un nouveau QCF ou QPR ?"),
        summary=_("Avec le client, ou par un lien qu’il reçoit."),
        section=CLIENTS,
        template="questionnaires/ask.html",
        keywords=_("questionnaire connaissance financière profil risque lien envoyer"),
        right=P.QUESTIONNAIRES,
        pages=("crm:client_qcf", "crm:client_qpr", "crm:questionnaire"),
        order=50,
    ),
    Article(
        slug="resultat-d-un-questionnaire",
        title=_("Comment lire le résultat d’un QCF ou d’un QPR ?"),
        summary=_("Les points, les deux notes, et ce qui plafonne le profil."),
        section=CLIENTS,
        template="questionnaires/result.html",
        keywords=_("score points niveau débutant initié averti expert plafond profil"),
        right=P.QUESTIONNAIRES,
        pages=("crm:questionnaire_result",),
        order=51,
    ),
)
