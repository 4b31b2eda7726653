"""The demonstration's clients and the daily work around them."""

from crm.demo.clients import make_clients
from crm.demo.daily_work import make_daily_work
from crm.models import Client


def add_clients(demo) -> None:
    demo.clients, made = make_clients(demo.team.agents, demo.team.of("client"), demo.dice(1))
    demo.say(f"  clients : {Client.objects.count()} ({made} nouveaux)")


def add_daily_work(demo) -> None:
    demo.say(f"  actions, notes, signataires ({make_daily_work(demo.clients, demo.dice(6))} nouveaux)")


STEPS = ((15, add_clients), (35, add_daily_work))
