"""Who may sign a company's contract: where its file names signatories, one of them, within their power."""

from django.utils.translation import gettext as _

from crm.clients.enums import Kind
from crm.models import Signatory
from crm.signatories.queries import may_sign, needs_review

FIELDS = ("civility", "last_name", "first_name", "phone", "email")


def signatories_of(client) -> list[Signatory]:
    """The signatories of a company's file, those who were added first before the others."""
    if client is None or client.kind != Kind.COMPANY:
        return []
    return list(Signatory.objects.filter(client=client).order_by("pk"))


def signer_problem(contract) -> str:
    """Why the person whom the contract names may not sign it today, or an empty string.

    A person is known by the mobile that receives the code. A file without signatories asks for none.
    """
    if contract.kind != Kind.COMPANY or not (known := signatories_of(contract.client)):
        return ""
    signers = [signatory for signatory in known if signatory.phone == contract.phone]
    if not signers:
        return _("Ce mobile n’est celui d’aucun signataire de la société : choisissez l’un d’eux.")
    if any(may_sign(signatory) for signatory in signers):
        return ""
    return _("%(name)s ne peut pas signer : %(reason)s.") % {
        "name": signers[0].full_name,
        "reason": _reason(signers[0]),
    }


def _reason(signatory: Signatory) -> str:
    """What is wrong, as it goes on after a colon."""
    if not signatory.problem and needs_review(signatory):
        return _("le back-office doit vérifier son mobile, partagé par plusieurs clients")
    return signatory.problem[:1].lower() + signatory.problem[1:]


def with_signatory(data, signatories: list[Signatory]):
    """Return the posted form with what the signatory chosen in it brings; as it came without one."""
    chosen = next((each for each in signatories if str(each.pk) == data.get("signataire")), None)
    if chosen is None:
        return data
    data = data.copy()
    for name in FIELDS:
        data[name] = getattr(chosen, name)
    return data
