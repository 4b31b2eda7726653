"""What the law has on every invoice. Documents are in French whatever the reader's language."""

from subscriptions.invoices.enums import Operation
from subscriptions.invoices.models import Invoice

RECOVERY = "PMT"  # subject codes of notes, UNTDID 4451
PENALTIES = "PMD"
DISCOUNT = "AAB"
LEGAL = "REG"
GENERAL = "AAI"

NOTES = (
    (
        RECOVERY,
        "Professionnels : indemnité forfaitaire de 40 € pour frais de recouvrement en cas de retard de paiement.",
    ),
    (PENALTIES, "Pénalités de retard : trois fois le taux d’intérêt légal, exigibles sans rappel."),
    (DISCOUNT, "Pas d’escompte pour paiement anticipé."),
)
ON_DEBITS = "Option pour le paiement de la taxe d’après les débits."
ON_BEHALF = "Avoir sur la facture {number} du {day} : {reason}"


def notes_of(invoice: Invoice) -> list[tuple[str, str]]:
    """Return the notes of an invoice, each with its subject code."""
    seller = invoice.seller
    notes = [*NOTES, (LEGAL, f"{seller['name']}, capital {seller['capital']}, {seller['register']}.")]
    notes.append((GENERAL, f"Catégorie d’opération : {Operation(invoice.operation).label.lower()}."))
    if seller["on_debits"] and invoice.operation != Operation.GOODS:
        notes.append((GENERAL, ON_DEBITS))
    if invoice.corrects_id:
        first = invoice.corrects
        words = {"number": first.number, "day": f"{first.issued_on:%d/%m/%Y}", "reason": invoice.reason}
        notes.append((GENERAL, ON_BEHALF.format(**words)))
    return notes
