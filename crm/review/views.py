"""The back-office's pages: one onboarding with its files beside its data, and how long clients take."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.clients.enums import Civility
from crm.onboarding.enums import PieceStatus, Status
from crm.onboarding.models import Onboarding, Page, Piece
from crm.review import actions, queries
from crm.review.enums import Purpose
from crm.review.forms import LookForm, RefusalForm
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.audit.transitions import Refused
from portal.core.values import dates, phone
from portal.documents import marking, serving
from portal.documents.files import AlteredFile
from portal.ui.steps import Place, Step, form_status, step_page

LOOK = Step(
    title=gettext_lazy("Consulter une pièce d’identité"),
    text=gettext_lazy("Cette pièce est réservée à l’entrée en relation. Votre consultation et sa raison sont notées."),
    button=gettext_lazy("Voir la pièce"),
    icon="eye",
    done=gettext_lazy("Votre consultation est notée."),
)


def _onboarding(user, pk: int) -> Onboarding:
    rows = Onboarding.objects.reviewed_by(user).select_related("client", "client__owner", "client__agency")
    return get_object_or_404(rows, pk=pk)


def _piece(user, pk: int, piece: int) -> Piece:
    onboarding = _onboarding(user, pk)
    found = get_object_or_404(Piece, onboarding=onboarding, pk=piece)
    found.onboarding = onboarding
    return found


def _here(piece: Piece) -> str:
    return f"{piece.onboarding.get_absolute_url()}?piece={piece.pk}"


@requires(Permission.ONBOARDING_REVIEW)
@require_safe
def detail(request, pk):
    """One onboarding: the file on one side, what was said and the decision on the other."""
    return _detail(request, _onboarding(request.user, pk), RefusalForm())


def _detail(request, onboarding: Onboarding, form: RefusalForm, chosen: Piece | None = None):
    pieces = list(Piece.objects.filter(onboarding=onboarding).select_related("decided_by").order_by("pk"))
    piece = chosen or _chosen(pieces, request.GET.get("piece", ""))
    pages = queries.pages_of(piece) if piece else []
    number = request.GET.get("page", "")
    shown = pages[min(int(number), len(pages)) - 1] if pages and number in {"1", *map(str, range(2, 13))} else None
    shown = shown or (pages[0] if pages else None)
    is_open = onboarding.status == Status.TO_CHECK
    context = {
        "onboarding": onboarding,
        "client": onboarding.client,
        "pieces": pieces,
        "piece": piece,
        "pages": pages,
        "shown": shown,
        "asks_why": bool(piece and piece.is_identity and not is_open),
        "answers": _answers(onboarding),
        "people": list(onboarding.people.all()),
        "is_open": is_open,
        "may_decide": is_open and piece is not None and piece.status == PieceStatus.DROPPED,
        "may_reconsider": is_open and piece is not None and piece.decided_at is not None,
        "undecided": sum(each.status == PieceStatus.DROPPED for each in pieces),
        "refused": sum(each.status == PieceStatus.REFUSED for each in pieces),
        "looks": queries.looks_at(onboarding),
        "erased_on": queries.erased_on(onboarding),
        "timeline": list(history_of(onboarding)),
        "form": form,
    }
    return render(request, "crm/review/detail.html", context, status=form_status(form))


def _chosen(pieces: list[Piece], key: str) -> Piece | None:
    """The piece asked for, else the first that waits, else the first."""
    asked = next((piece for piece in pieces if str(piece.pk) == key), None)
    waiting = next((piece for piece in pieces if piece.status == PieceStatus.DROPPED), None)
    return asked or waiting or next(iter(pieces), None)


def _answers(onboarding: Onboarding) -> list[tuple]:
    """What the client says of themselves, with what the file says where it differs."""
    client, rows = onboarding.client, []
    for name, said in onboarding.answers.items():
        known = getattr(client, name)
        known = known.isoformat() if hasattr(known, "isoformat") else known or ""
        differs = said and known != said
        rows.append((client._meta.get_field(name).verbose_name, _shown(name, said), differs and _shown(name, known)))
    return rows


def _shown(name: str, value: str | None) -> str:
    """One answer as people write it."""
    if name == "birth_date" and value:
        return dates.long_date(date.fromisoformat(value))
    if name == "civility" and value:
        return str(Civility(value).label)
    return phone.national(value) if name == "phone" and value else value or ""


def _decide(request, piece: Piece, act, done: str):
    try:
        act()
    except Refused as refused:
        messages.warning(request, refused.sentence)
        return redirect(_here(piece))
    messages.success(request, done)
    return redirect(piece.onboarding)


@requires(Permission.ONBOARDING_REVIEW)
@require_POST
def acceptance(request, pk, piece):
    found = _piece(request.user, pk, piece)
    return _decide(
        request, found, lambda: actions.accept_piece(piece=found, by=request.user), _("La pièce est acceptée.")
    )


@requires(Permission.ONBOARDING_REVIEW)
@require_POST
def refusal(request, pk, piece):
    found = _piece(request.user, pk, piece)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return _detail(request, found.onboarding, form, found)
    return _decide(
        request,
        found,
        lambda: actions.refuse_piece(piece=found, why=form.sentence, by=request.user),
        _("La pièce est refusée : le client est prévenu quand vous terminez la vérification."),
    )


@requires(Permission.ONBOARDING_REVIEW)
@require_POST
def reconsideration(request, pk, piece):
    found = _piece(request.user, pk, piece)
    done = _("La pièce est de nouveau à vérifier.")
    return _decide(request, found, lambda: actions.reconsider_piece(piece=found, by=request.user), done)


@requires(Permission.ONBOARDING_REVIEW)
@require_POST
def conclusion(request, pk):
    """`Accepter l’inscription`, or `Redemander les pièces refusées`."""
    onboarding = _onboarding(request.user, pk)
    try:
        row = actions.conclude(onboarding=onboarding, by=request.user)
    except Refused as refused:
        messages.warning(request, refused.sentence)
        return redirect(onboarding)
    if row.status == Status.ACCEPTED:
        messages.success(request, _("L’inscription est acceptée : %(name)s est client.") % {"name": row.client})
    else:
        messages.success(request, _("Le client reçoit un e-mail pour les pièces refusées."))
    return redirect("crm:reviews")


@requires(Permission.ONBOARDING_REVIEW)
@require_safe
def page(request, pk):
    """A page of a piece; an identity document is marked, and the look is written down."""
    found = _page(request.user, pk)
    if found.stored is None:
        raise Http404
    if not found.piece.is_identity:
        return _served(lambda: serving.serve(request, found.stored, inline=True))
    if found.piece.onboarding.status == Status.TO_CHECK:
        actions.look(page=found, purpose=Purpose.REVIEW, by=request.user)
    elif not queries.may_look(request.user, found, request.GET.get("acces", "")):
        return redirect("crm:review_look", pk=pk)
    words = _("Réservé à l’entrée en relation – %(day)s") % {"day": f"{dates.today():%d/%m/%Y}"}
    kind = found.stored.content_type
    return _served(lambda: serving.show(marking.marked(found.stored, words), content_type=kind))


def _page(user, pk) -> Page:
    rows = Page.objects.visible_to(user).select_related("stored", "piece__onboarding__client")
    return get_object_or_404(rows, pk=pk)


def _served(answer):
    try:
        return answer()
    except (AlteredFile, marking.Unmarkable):
        raise Http404 from None


@requires(Permission.ONBOARDING_REVIEW)
@require_http_methods(["GET", "POST"])
def look(request, pk):
    """Say why one looks at an identity document outside of its review."""
    found = _page(request.user, pk)
    if not found.piece.is_identity or found.stored is None:
        raise Http404
    form = LookForm(request.POST if request.method == "POST" else None)
    place = Place(found.piece.onboarding, _("Inscription"), str(found.piece), shows_status=False)

    def go(look):
        return f"{reverse('crm:review_page', args=[pk])}?acces={look.pk}"

    return step_page(
        request, LOOK, place, lambda **said: actions.look(page=found, by=request.user, **said), form=form, go=go
    )


@requires(Permission.ONBOARDING_REVIEW)
@require_safe
def times(request):
    """How long clients take, by month."""
    return render(request, "crm/review/times.html", {"months": queries.times_by_month()})
