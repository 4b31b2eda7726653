"""Help about contracts; the statuses are read from the workflow."""

from django.conf import settings
from django.utils.translation import gettext_lazy

from contracts.sales.enums import NEXT_STEPS, STATUS_TONES, Status
from contracts.sales.models import Contract
from portal.access.permissions import Permission
from portal.help.articles import CONTRACTS, STAFF, Article
from portal.help.states import states_of


def states() -> dict:
    """Return every status with its outgoing transitions, from the workflow."""
    return {
        "days": settings.WITHDRAWAL_DAYS,
        "states": states_of(Contract, Status, tones=STATUS_TONES, next_steps=NEXT_STEPS),
    }


def _figures() -> dict:
    return {
        "minutes": settings.CODE_LIFETIME_MINUTES,
        "gap": settings.CODE_SEND_GAP_SECONDS,
        "sends": settings.CODE_SENDS_PER_NUMBER_PER_DAY,
        "wrong": settings.CODE_WRONG_PER_DAY,
    }


ARTICLES = (
    Article(
        slug="nouveau-contrat",
        title=gettext_lazy("Créer un contrat et l’envoyer en signature"),
        summary=gettext_lazy("Du client au SMS, et les refus les plus courants."),
        section=CONTRACTS,
        template="new_contract.html",
        keywords=gettext_lazy("vendre vente souscription formulaire brouillon corriger"),
        right=Permission.CONTRACTS_CREATE,
        pages=("contracts:new", "contracts:draft"),
        order=10,
    ),
    Article(
        slug="signature-par-sms",
        title=gettext_lazy("La signature par SMS"),
        summary=gettext_lazy("Le SMS n’arrive pas, le code est refusé, la signature est bloquée."),
        section=CONTRACTS,
        template="signature.html",
        keywords=gettext_lazy("code 6 chiffres téléphone numéro renvoyer expiré"),
        right=Permission.CONTRACTS_CREATE,
        pages=("contracts:signature", "contracts:mobile", "contracts:modification"),
        order=20,
        context=_figures,
    ),
    Article(
        slug="code-non-recu",
        title=gettext_lazy("Le client n’a pas reçu son code : que faire ?"),
        summary=gettext_lazy("Vérifier le SMS et le numéro, renvoyer un code."),
        section=CONTRACTS,
        template="code_not_received.html",
        keywords=gettext_lazy("sms arrive pas reçoit rien message téléphone renvoyer signature"),
        right=Permission.CONTRACTS_CREATE,
        order=21,
        context=_figures,
    ),
    Article(
        slug="statuts-des-contrats",
        title=gettext_lazy("Les statuts d’un contrat"),
        summary=gettext_lazy("Le sens de chaque statut et l’étape suivante."),
        section=CONTRACTS,
        template="statuses.html",
        keywords=gettext_lazy("état étape annuler rétractation délai"),
        right=Permission.CONTRACTS_VIEW,
        pages=("contracts:list", "contracts:detail"),
        order=30,
        audience=STAFF,
        context=states,
    ),
    Article(
        slug="back-office",
        title=gettext_lazy("Confirmer les contrats au back-office"),
        summary=gettext_lazy("Appels, validation, injoignables, impayés, courriers."),
        section=CONTRACTS,
        template="back_office.html",
        keywords=gettext_lazy("file appeler rappeler lettre débloquer"),
        right=Permission.CONTRACTS_CONFIRM,
        pages=("contracts:queue", "contracts:calls", "contracts:unreachable", "contracts:unpaid"),
        order=40,
    ),
)
