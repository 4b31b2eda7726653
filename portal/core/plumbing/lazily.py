"""Large modules that few requests need: loaded when something of them is first read."""

from importlib import import_module


class Lazily:
    """`Image = Lazily("PIL.Image")`, then `Image.open(…)`. Raises `ImportError` there, and nothing before."""

    def __init__(self, name: str):
        self._name = name

    def __getattr__(self, attribute: str):
        return getattr(import_module(self._name), attribute)
