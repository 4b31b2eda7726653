"""Weights in grams, written as the French write them."""

from decimal import Decimal

from portal.core.values.money import BEFORE_UNIT, format_number

KILOGRAM = 1000


def format_weight(grams: int) -> str:
    """`500` → `500 g`, `2500` → `2,5 kg`."""
    if grams < KILOGRAM:
        return f"{grams}{BEFORE_UNIT}g"
    kilograms = format_number(Decimal(grams) / KILOGRAM, places=3).rstrip("0").removesuffix(",")
    return f"{kilograms}{BEFORE_UNIT}kg"
