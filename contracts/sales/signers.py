"""Check of the person who signs for a company: one of the signatories of its file, within their power."""

from django.utils.translation import gettext as _

from crm.clients.enums import Kind
from crm.models import Signatory
from crm.signatories.queries import may_sign, needs_review

FIELDS = ("civility", "last_name", "first_name", "phone", "email")


def signatories_of(client) -> list[Signatory]:
    """Return the signatories of a company's file, in the order they were added."""
    if client is None or client.kind != Kind.COMPANY:
        return []
    return list(Signatory.objects.filter(client=client).order_by("pk"))


def signer_problem(contract) -> str:
    """Return why the person named in the contract may not sign it today, or an empty string.

    A person is known by the mobile that receives the code. A file without signatories asks for none.
    """
    if contract.kind != Kind.COMPANY or not (known := signatories_of(contract.client)):
        return ""
    signers = [signatory for signatory in known if signatory.phone == contract.phone]
    if not signers:
        return _("Choisissez le mobile d’un signataire de la société.")
    if any(may_sign(signatory) for signatory in signers):
        return ""
    return _("%(name)s ne peut pas signer : %(reason)s.") % {
        "name": signers[0].full_name,
        "reason": _reason(signers[0]),
    }


def _reason(signatory: Signatory) -> str:
    """Return the problem, worded to follow a colon."""
    if not signatory.problem and needs_review(signatory):
        return _("le back-office doit vérifier son mobile, partagé par plusieurs clients")
    return signatory.problem[:1].lower() + signatory.problem[1:]


def with_signatory(data, signatories: list[Signatory]):
    """Return the posted form filled from the chosen signatory; unchanged when none was chosen."""
    chosen = next((each for each in signatories if str(each.pk) == data.get("signataire")), None)
    if chosen is None:
        return data
    data = data.copy()
    for name in FIELDS:
        data[name] = getattr(chosen, name)
    return data
