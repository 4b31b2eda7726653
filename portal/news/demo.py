"""The news of the demonstration: what a house like this would tell its sellers, partners and clients."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from PIL import Image, ImageDraw

from portal.access.roles import Role
from portal.core.values import dates
from portal.demo.team import Team
from portal.documents import files
from portal.news import actions
from portal.news.models import News, Picture, Reading

SELLERS = (Role.AGENT, Role.MANAGER)
ALL_BUT_CLIENTS = tuple(role for role in Role if role != Role.CLIENT)
READ_AFTER_DAYS = 10  # the demo accounts find what is younger still unread


@dataclass(frozen=True)
class Sample:
    """A piece of news published `age` days ago; a negative age is still to come, None a draft."""

    title: str
    age: int | None
    summary: str
    body: str
    roles: tuple = ()
    kinds: tuple = ()
    picture: str = ""


SAMPLES = (
    Sample(
        "Les aides à la rénovation changent au 1er janvier",
        2,
        "Les plafonds de revenus et les montants évoluent : ce qu’il faut dire à vos clients dès maintenant.",
        """Les dossiers **déposés avant le 31 décembre** gardent les montants actuels.

## Ce qui change

- Les plafonds de revenus sont relevés.
- L’isolation des combles reste aidée, sans changement de montant.
- Un audit énergétique est demandé pour une rénovation d’ampleur.

## Ce que vous pouvez faire

1. Rappelez les clients dont le contrat attend une signature.
2. Remettez-leur la plaquette à jour, dans [Documents](/documents/).

> Un doute sur un dossier ? Le back-office répond avant la fin du jour ouvré suivant.""",
        roles=SELLERS,
        picture="Trois maisons aux toits isolés, sous un ciel clair",
    ),
    Sample(
        "À faire : tout ce qui vous attend sur une page",
        5,
        "Brouillons à terminer, clients à relancer, contrats à confirmer : une seule page le dit, dans l’ordre.",
        """La page [À faire](/) rassemble ce qui vous attend, puis ce que vous attendez des autres.

Chaque ligne dit **depuis quand**, **jusqu’à quand**, et le prochain geste à faire.""",
        roles=ALL_BUT_CLIENTS,
        picture="Une colline verte au lever du soleil",
    ),
    Sample(
        "Demander un expert avant-vente",
        7,
        "Proposez un rendez-vous à votre client avec un expert : trois dates vous sont proposées, vous en gardez une.",
        """Une opportunité demande l’avis d’un expert ? Décrivez le besoin : l’équipe avant-vente propose trois dates.

Vous en acceptez une, et l’invitation arrive dans votre agenda.""",
        kinds=("partner",),
    ),
    Sample(
        "Horaires du back-office pendant les fêtes",
        21,
        "Le back-office appelle les clients de 9 h à 17 h, sauf les jours fériés.",
        "Les délais se comptent en jours ouvrés : les jours fériés n’y entrent pas.\n\nBonnes fêtes à tous.",
        roles=(Role.AGENT, Role.MANAGER, Role.BACK_OFFICE),
    ),
    Sample(
        "Votre espace client est ouvert",
        34,
        "Retrouvez vos contrats et vos documents signés au même endroit.",
        "Vos contrats sont sur la [page d’accueil](/). Chacun y garde son document signé, à relire quand vous voulez.",
        roles=(Role.CLIENT,),
    ),
    Sample(
        "Le nouveau tarif est en ligne le mois prochain",
        -9,
        "Le tarif change au premier du mois : il sera dans les documents ce jour-là.",
        "Les contrats envoyés avant cette date gardent le prix affiché au client.",
        roles=SELLERS,
    ),
    Sample(
        "Retour sur la journée des partenaires",
        None,
        "Les présentations et les photos de la journée.",
        "À compléter avec les photos avant publication.",
    ),
)


@transaction.atomic
def make_news(team: Team) -> int:
    """Write what is missing; returns how many are new."""
    known = set(News.objects.values_list("title", flat=True))
    made = [_write(sample, team) for sample in SAMPLES if sample.title not in known]
    _read_old_ones(made, team)
    return len(made)


def _write(sample: Sample, team: Team) -> News:
    day = dates.today() - timedelta(days=sample.age or 0)
    at = datetime.combine(day, time(9, 15), tzinfo=dates.PARIS)
    writer = team.office[0]
    news = News.objects.create(
        title=sample.title,
        summary=sample.summary,
        body=sample.body,
        publish_at=None if sample.age is None else at,
        created_at=min(at, dates.now()),
        announced_at=dates.now() if at < dates.now() and sample.age is not None else None,
        author=writer,
    )
    actions.address(news=news, roles=list(sample.roles), organisation_kinds=list(sample.kinds))
    if sample.picture:
        drawn = landscape(houses="maisons" in sample.picture)
        stored = files.store(drawn, name="illustration.jpg", kind=actions.KIND, by=writer)
        actions.give_file(picture=Picture(news=news, alt=sample.picture), stored=stored)
    return news


def _read_old_ones(made: list[News], team: Team) -> None:
    before = dates.now() - timedelta(days=READ_AFTER_DAYS)
    for user in team.people.values():
        seen = News.objects.for_reader(user).filter(pk__in=[news.pk for news in made], publish_at__lt=before)
        rows = [Reading(news=news, user=user, at=news.publish_at + timedelta(hours=5)) for news in seen]
        Reading.objects.bulk_create(rows, ignore_conflicts=True)


def landscape(*, houses: bool) -> bytes:
    """A drawn picture: hills under a sky, with or without three houses."""
    picture = Image.new("RGB", (1280, 800), "#d9ecee")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((930, 90, 1110, 270), fill="#e39a5b")
    draw.ellipse((-300, 430, 900, 1500), fill="#5f9a86")
    draw.ellipse((500, 500, 1700, 1600), fill="#0b5a66")
    for left in (240, 540, 840) if houses else ():
        draw.rectangle((left, 430, left + 190, 620), fill="#fbf7f0")
        draw.polygon(((left - 25, 430), (left + 95, 310), (left + 215, 430)), fill="#9b4a34")
        draw.rectangle((left + 70, 530, left + 120, 620), fill="#0a3f48")
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=84, optimize=True)
    return written.getvalue()


def add_news(demo) -> None:
    made = make_news(demo.team)
    demo.say(f"  actualités : {News.objects.count()} ({made} nouvelles)")


STEPS = ((60, add_news),)
