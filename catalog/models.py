from catalog.offer.models import Condition, Product

__all__ = ["Condition", "Product"]
