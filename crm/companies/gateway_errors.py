"""Ways in which a directory gives no usable answer."""


class Failed(Exception):
    """No usable answer. `pause` is how many seconds the directory asked to be left alone, 0 when it did not say."""

    def __init__(self, why: str, *, pause: int = 0):
        super().__init__(why)
        self.pause = pause


class Refused(Failed):
    """The directory understood nothing of the question (400): another one may be asked."""
