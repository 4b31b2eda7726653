from catalog.library.models import Audience, Document, DocumentCategory, Opening, Replacement
from catalog.offer.models import Condition, ContractOffer, Partner, PartnerContact, Product, Revision

__all__ = [
    "Audience",
    "Condition",
    "ContractOffer",
    "Document",
    "DocumentCategory",
    "Opening",
    "Partner",
    "PartnerContact",
    "Product",
    "Replacement",
    "Revision",
]
