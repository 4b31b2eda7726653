"""Lookup of the contract of a file, by its digest alone."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from contracts.sales.models import Contract
from contracts.signature.documents import KIND, SIGNED_KIND
from portal.audit.chain import problems_of
from portal.documents import verification
from portal.documents.models import StoredFile


@dataclass(frozen=True)
class Known:
    """A stored file, and its contract."""

    stored: StoredFile
    contract: Contract

    @property
    def is_sealed(self) -> bool:
        return self.stored.kind == SIGNED_KIND

    @property
    def was_replaced(self) -> bool:
        """Return whether the contract was changed and sent again after this document."""
        return not self.is_sealed and self.contract.document_id != self.stored.pk

    @property
    def may_lack_its_seal(self) -> bool:
        """Return whether no sealed copy is stored: a backup from before the signature may have been restored."""
        return not self.is_sealed and self.contract.signed_document_id is None


def known_by(digests: list[str]) -> Known | None:
    """Return the file and contract of the first of `digests` that is known."""
    kept = StoredFile.objects.filter(
        sha256__in=digests, kind__in=(KIND, SIGNED_KIND), about_type=Contract._meta.label_lower
    )
    rows = {row.sha256: row for row in kept}
    stored = next((rows[digest] for digest in digests if digest in rows), None)
    contract = Contract.objects.filter(pk=stored.about_id).first() if stored else None
    return Known(stored, contract) if contract else None


def problems_with(contract: Contract) -> list[str]:
    """Check the stored files of a contract and its history now; return each problem in a sentence.

    Raises `files.StorageUnavailable` when the store is away.
    """
    checked = [(stored, verification.check(stored)) for stored in StoredFile.objects.about(contract)]
    told = _("« %(name)s » est %(problem)s.")
    found = [told % {"name": stored.name, "problem": fault.get_kind_display()} for stored, fault in checked if fault]
    if problems_of(contract):
        found.append(_("L’historique de ce contrat a été modifié hors du portail."))
    return found
