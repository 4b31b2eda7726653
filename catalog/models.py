from catalog.library.models import Audience, Document, DocumentCategory, Opening, Replacement
from catalog.offer.models import Condition, Product

__all__ = ["Audience", "Condition", "Document", "DocumentCategory", "Opening", "Product", "Replacement"]
