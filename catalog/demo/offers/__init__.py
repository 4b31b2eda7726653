"""Texts of the demonstration's products: one module per family, each offer with its own articles."""

from catalog.demo.offers import energy, office, premises
from catalog.demo.offers.shape import Offer

OFFERS: tuple[Offer, ...] = (*office.OFFERS, *premises.OFFERS, *energy.OFFERS)
