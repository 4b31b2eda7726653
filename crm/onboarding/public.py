"""The client's pages behind the link: one screen for each part, each answer saved as it is given (F13)."""

from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from crm.onboarding import queries
from crm.onboarding.actions import answers, links
from crm.onboarding.enums import PIECE_HELP, Status
from crm.onboarding.forms import ConsentsForm, DataForm, PersonForm, ScansForm
from crm.onboarding.models import Onboarding, Page, Person, Piece
from crm.onboarding.queries import CONSENTS, DATA, END, PEOPLE, Part
from portal.audit.transitions import Refused
from portal.core.values.keys import parse_key
from portal.links import making
from portal.links.proofs import mailed_code_proof
from portal.links.purposes import Purpose

STEP = "etape"


def _token(request) -> str:
    return request.resolver_match.kwargs["token"]


def _at(request, key: str = ""):
    """Lead to one screen, else to the first one that is not filled in."""
    place = reverse("links:open", args=[_token(request)])
    return redirect(f"{place}?{STEP}={key}" if key else place)


def _onboarding(client) -> Onboarding:
    found = queries.onboarding_of(client)
    if found is None:
        raise Http404
    return found


def told(view):
    """Say what was refused, and lead to where the onboarding stands now."""

    @wraps(view)
    def answer(request, link, client):
        try:
            return view(request, link, client)
        except Refused as refused:
            messages.warning(request, refused.sentence)
            return _at(request)

    return answer


@told
def fill(request, link, client):
    """The screen asked for, else the first one that is not filled in, else the last look before sending."""
    onboarding = _onboarding(client)
    if client.removed_at or client.archived_at:
        return ended(request, link, client)
    if not onboarding.is_with_client:
        return done(request, link, client)
    pieces = queries.pieces_of(onboarding)
    parts = queries.parts_of(onboarding, pieces)
    wanted = request.GET.get(STEP, "")
    part = next((each for each in parts if each.key == wanted), None)
    if part is None and request.method == "POST":
        return _not_asked(request, pieces, wanted)
    if part is None and wanted != END:
        part = next((each for each in parts if not each.is_done), None)
    if part is None:
        return _end(request, onboarding, parts)
    return _screen_of(part)(request, onboarding, parts, part)


def _not_asked(request, pieces: list[Piece], wanted: str):
    """Answer what was sent for a screen that is not there: nothing is kept of it."""
    if any(wanted == f"piece-{piece.pk}" for piece in pieces):
        messages.warning(request, _("Cette pièce est acceptée. Elle ne peut plus être remplacée."))
    return _at(request)


def _screen_of(part: Part):
    return _piece if part.piece else {DATA: _data, PEOPLE: _people, CONSENTS: _consents}[part.key]


def _page(request, name: str, onboarding: Onboarding, parts: list[Part], part: Part | None, *, form=None, **context):
    """Render one screen, with how far one is."""
    number = parts.index(part) + 1 if part else len(parts) + 1
    context |= {
        "onboarding": onboarding,
        "parts": parts,
        "part": part,
        "number": number,
        "total": len(parts) + 1,
        "previous": parts[number - 2].key if number > 1 else "",
        "form": form,
        "token": _token(request),
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, f"crm/onboarding/{name}.html", context, status=status)


def _next(request, onboarding: Onboarding, part: Part):
    """Lead to the next screen that is not filled in, the one after `part` first."""
    fresh = Onboarding.objects.select_related("client").get(pk=onboarding.pk)
    parts = queries.parts_of(fresh, queries.pieces_of(fresh))
    here = next((number for number, each in enumerate(parts) if each.key == part.key), -1)
    later = [each for each in (*parts[here + 1 :], *parts[: here + 1]) if not each.is_done]
    return _at(request, later[0].key if later else END)


def _data(request, onboarding, parts, part):
    """`Vos informations`."""
    form = DataForm(request.POST if request.method == "POST" else None, onboarding=onboarding)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data.get("seen") or 0
        if not answers.write_data(onboarding=onboarding, values=form.values(), seen=seen):
            messages.warning(request, _("Informations modifiées sur un autre appareil. Votre saisie les remplace."))
        return _next(request, onboarding, part)
    return _page(request, "data", onboarding, parts, part, form=form)


def _people(request, onboarding, parts, part):
    """`Dirigeants et bénéficiaires`: read the list, then say that it is complete."""
    if request.method == "POST":
        try:
            answers.confirm_people(onboarding=onboarding)
        except Refused as refused:
            messages.warning(request, refused.sentence)
            return _at(request, PEOPLE)
        return _next(request, onboarding, part)
    people = list(Person.objects.filter(onboarding=onboarding))
    return _page(request, "people", onboarding, parts, part, people=people)


@told
def person(request, link, client):
    """Add somebody, or correct what is said of them."""
    onboarding = _onboarding(client)
    parts = queries.parts_of(onboarding, queries.pieces_of(onboarding))
    part = next((each for each in parts if each.key == PEOPLE), None)
    if part is None or not onboarding.is_with_client:
        return _at(request)
    mine = Person.objects.filter(onboarding=onboarding)
    known = mine.filter(pk=parse_key(request.GET.get("p", ""))).first()
    form = PersonForm(request.POST if request.method == "POST" else None, instance=known)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in PersonForm.Meta.fields}
        try:
            answers.write_person(onboarding=onboarding, person=known, values=values)
        except Refused as refused:
            form.add_error("share" if values["share"] else None, refused.sentence)
        else:
            return _at(request, PEOPLE)
    return _page(request, "person", onboarding, parts, part, form=form, person=known)


def _piece(request, onboarding, parts, part):
    """One document: photos or files, several at once."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ScansForm(*sent, piece=part.piece)
    if request.method == "POST" and form.is_valid():
        try:
            answers.add_pages(piece=part.piece, scans=form.scans)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return _at(request, part.key)
    pages = queries.current_pages(part.piece)
    following = parts[parts.index(part) + 1].key if part is not parts[-1] else END
    told = {"pages": pages, "help": PIECE_HELP[part.piece.kind], "following": following}
    return _page(request, "piece", onboarding, parts, part, form=form, **told)


@told
def removal(request, link, client):
    """Take a page or a person away."""
    onboarding = _onboarding(client)
    if request.method != "POST":
        return _at(request)
    if key := parse_key(request.POST.get("personne", "")):
        answers.remove_person(onboarding=onboarding, key=key)
        return _at(request, PEOPLE)
    piece = Piece.objects.filter(onboarding=onboarding, pk=parse_key(request.POST.get("piece", ""))).first()
    page = Page.objects.filter(piece=piece, pk=_uuid(request.POST.get("page", ""))).first() if piece else None
    if page is not None:
        answers.remove_page(piece=piece, page=page)
    return _at(request, f"piece-{piece.pk}" if piece else "")


def _consents(request, onboarding, parts, part):
    """`Vos accords`."""
    data = request.POST if request.method == "POST" else None
    form = ConsentsForm(data, given=onboarding.consents)
    if request.method == "POST" and form.is_valid():
        answers.agree(onboarding=onboarding)
        return _next(request, onboarding, part)
    return _page(request, "consents", onboarding, parts, part, form=form)


def _end(request, onboarding, parts):
    """Everything on one screen, before it is sent."""
    missing = [part for part in parts if not part.is_done]
    return _page(request, "end", onboarding, parts, None, missing=missing)


def submission(request, link, client):
    """`Envoyer mon inscription`."""
    if request.method == "POST":
        try:
            answers.submit(onboarding=_onboarding(client))
        except Refused as refused:
            messages.warning(request, refused.sentence)
    return _at(request)


def telephone(request, link, client):
    """`Continuer sur mon téléphone`: the same link as a drawing; the phone asks for a code of its own."""
    import segno  # heavy, and this page alone draws

    code = segno.make(making.url_for(_token(request)), error="m", micro=False)
    drawing = mark_safe(code.svg_inline(border=2, dark="#000", light="#fff", omitsize=True, svgclass="qr"))  # ours
    return render(request, "crm/onboarding/telephone.html", {"qr": drawing, "token": _token(request)})


def done(request, link, client):
    """Thank the client, on the browser that sent."""
    onboarding = _onboarding(client)
    return render(request, "crm/onboarding/done.html", {"onboarding": onboarding})


def ended(request, link, client):
    """What any other browser reads once it is sent: nothing of anybody's."""
    return render(request, "crm/onboarding/ended.html", status=410)


def _opened(link, client) -> None:
    onboarding = queries.onboarding_of(client)
    if onboarding is not None and onboarding.status == Status.SENT:
        answers.opened(onboarding=onboarding)


def _address(client) -> str:
    return _onboarding(client).email


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


PURPOSE_VIEWS = {
    "personne": person,
    "retrait": removal,
    "envoi": submission,
    "telephone": telephone,
}


def purpose(title) -> Purpose:
    return Purpose(
        name=links.ONBOARDING,
        title=title,
        view=fill,
        views=PURPOSE_VIEWS,
        proof=mailed_code_proof(_address),
        done=done,
        ended=ended,
        renew=links.renew,
        proven=_opened,
    )
