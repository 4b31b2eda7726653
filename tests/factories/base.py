"""What all factories share."""

from factory.django import DjangoModelFactory


class RecordFactory(DjangoModelFactory):
    """A factory whose numbers have four digits: they sort as texts, and none is the beginning of another.

    With `Martin9` and `Martin10`, whether a test passes would depend on those that ran before it in the same process.
    """

    class Meta:
        abstract = True

    @classmethod
    def _setup_next_sequence(cls) -> int:
        return 1000
