"""The demonstration's products and library of documents."""

from catalog.demo import library
from catalog.demo.products import make_products
from catalog.models import Document


def add_products(demo) -> None:
    demo.products, made = make_products()
    demo.say(f"  produits : {len(demo.products)} ({made} nouveaux)")


def add_library(demo) -> None:
    made = library.make_library(demo.team, demo.products, demo.dice(3))
    demo.say(f"  documents : {Document.objects.count()} ({made} nouveaux)")


STEPS = ((10, add_products), (40, add_library))
