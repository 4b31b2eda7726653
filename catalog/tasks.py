"""Celery tasks of the catalogue."""

from catalog.offer.tasks import publish_due

__all__ = ["publish_due"]
