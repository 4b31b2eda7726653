"""Which contract a file is of, by its digest alone."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from contracts.sales.models import Contract
from contracts.signature.documents import KIND, SIGNED_KIND
from portal.audit.chain import problems_of
from portal.documents import verification
from portal.documents.models import StoredFile


@dataclass(frozen=True)
class Known:
    """A file that is kept here, and the contract it is of."""

    stored: StoredFile
    contract: Contract

    @property
    def is_sealed(self) -> bool:
        return self.stored.kind == SIGNED_KIND

    @property
    def was_replaced(self) -> bool:
        """Shown once, before the contract was changed and sent again."""
        return not self.is_sealed and self.contract.document_id != self.stored.pk

    @property
    def may_lack_its_seal(self) -> bool:
        """No sealed copy is kept: a backup from before the signature may have been restored."""
        return not self.is_sealed and self.contract.signed_document_id is None


def known_by(digests: list[str]) -> Known | None:
    """What the first of `digests` that is known belongs to."""
    kept = StoredFile.objects.filter(
        sha256__in=digests, kind__in=(KIND, SIGNED_KIND), about_type=Contract._meta.label_lower
    )
    rows = {row.sha256: row for row in kept}
    stored = next((rows[digest] for digest in digests if digest in rows), None)
    contract = Contract.objects.filter(pk=stored.about_id).first() if stored else None
    return Known(stored, contract) if contract else None


def problems_with(contract: Contract) -> list[str]:
    """Read the stored files of a contract and its history now; what is wrong, each in a sentence.

    Raises `files.StorageUnavailable` when the store is away.
    """
    checked = [(stored, verification.check(stored)) for stored in StoredFile.objects.about(contract)]
    told = _("« %(name)s » est %(problem)s.")
    found = [told % {"name": stored.name, "problem": fault.get_kind_display()} for stored, fault in checked if fault]
    if problems_of(contract):
        found.append(_("L’historique de ce contrat a été modifié hors du portail."))
    return found
