"""The portal with one of its protections taken away (`WITHOUT`): the control of each measure must see it go wrong.

`celery --app tests.faults.sabotaged worker`, `gunicorn … tests.faults.sabotaged`.
"""

import os
import time

from portal.celery import app
from portal.wsgi import application

__all__ = ["app", "application"]


def _without_look_up() -> None:
    """What may have been taken is sent again without asking."""
    from portal.messaging import delivery

    def _forgotten(gateway, message):
        message.in_doubt = False

    delivery._ask = _forgotten


def _without_lease() -> None:
    """Whoever is woken sends, whoever else is at it."""
    from portal.core.values import dates
    from portal.messaging import delivery
    from portal.messaging.models import Message
    from portal.messaging.states import WAITING, State

    def _unconditional(message_id):
        waiting = Message.objects.filter(pk=message_id, state__in=WAITING)
        waiting.update(state=State.SENDING, lease_until=dates.now() + delivery.LEASE)
        return waiting.first()

    class Everything(type(Message.objects.all())):
        def due(self, moment):
            return self.filter(state__in=WAITING)

    Message.objects.get_queryset = lambda: Everything(Message)
    delivery.claim = _unconditional


def _without_lock() -> None:
    """The door reads without locking and writes without looking; a pause shows what a busy machine does by itself."""
    from django.db.models import Model
    from django_fsm import ConcurrentTransitionMixin

    from portal.audit import transitions

    def _unlocked(obj):
        row = obj._meta.concrete_model._base_manager.get(pk=obj.pk)
        time.sleep(0.2)
        return row

    transitions.lock = _unlocked
    ConcurrentTransitionMixin._do_update = Model._do_update


WITHOUT = {"look_up": _without_look_up, "lease": _without_lease, "lock": _without_lock}
WITHOUT[os.environ["WITHOUT"]]()
