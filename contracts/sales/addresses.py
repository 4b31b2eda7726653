"""URL converter for contract numbers."""

from django.urls import register_converter


class NumberConverter:
    """The number of a contract in an address: `CT-2026-000123`."""

    regex = r"CT-[0-9]{4}-[0-9]{6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NumberConverter, "number")
CONTRACT = "contrats/<number:number>/"
