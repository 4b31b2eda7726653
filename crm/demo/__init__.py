"""The demonstration's clients and the daily work around them."""

from crm.models import Client


def add_clients(demo) -> None:
    from crm.demo.clients import make_clients

    demo.clients, made = make_clients(demo.team.agents, demo.team.of("client"), demo.dice(1))
    demo.say(f"  clients : {Client.objects.count()} ({made} nouveaux)")


def add_daily_work(demo) -> None:
    from crm.demo.daily_work import make_daily_work

    demo.say(f"  actions, notes, signataires : {make_daily_work(demo.clients, demo.dice(6))} nouveaux")


STEPS = ((20, add_clients), (35, add_daily_work))
