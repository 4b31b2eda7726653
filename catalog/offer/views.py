"""`Catalogue`, to read, and `L'offre`, to edit: the same sheets under two rights (P4, P5, P17)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catalog.library.models import Document
from catalog.offer import actions, queries
from catalog.offer.forms import FORMS
from catalog.offer.models import Partner
from catalog.offer.sheets import CONTRACTS, KINDS, PARTNERS, PRODUCTS, Kind
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.audit.transitions import Refused
from portal.core.plugs.search import LONGEST_SEARCH
from portal.core.values.keys import parse_key
from portal.documents.logos import save_with_logo
from portal.documents.serving import serve
from portal.records.views import edit_page
from portal.ui.parts import Tab


def _kind(slug: str) -> Kind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def _row(kind: Kind, pk: int):
    return get_object_or_404(kind.model.objects.select_related(*kind.related), pk=pk)


def _list_page(request, slug: str, *, area: str, retired: bool):
    kind = _kind(slug)
    words = request.GET.get("q", "")[:LONGEST_SEARCH].replace("\x00", "").strip()
    partner = parse_key(request.GET.get("partenaire", ""))
    context = {
        "kind": kind,
        "area": area,
        "q": words,
        "partner": partner,
        "partners": queries.partners() if kind.related else [],
        "found": queries.rows_of(kind, words=words, partner=partner, retired=retired),
        "tab_items": [
            Tab(each.label, reverse(f"catalog:{area}", args=[each.slug]), active=each is kind)
            for each in (PARTNERS, PRODUCTS, CONTRACTS)
        ],
    }
    return render(request, "catalog/offer/list.html", context)


@requires(Permission.CATALOG_VIEW)
@require_GET
def catalogue_home(request):
    """Lead to the products, where most people look first."""
    return redirect("catalog:catalogue", slug=PRODUCTS.slug)


@requires(Permission.OFFER_EDIT)
@require_GET
def offer_home(request):
    """Lead to the products of the offer."""
    return redirect("catalog:offer", slug=PRODUCTS.slug)


@requires(Permission.CATALOG_VIEW)
@require_GET
def catalogue(request, slug):
    """`Catalogue`: what is on sale, all rows in the page so that Ctrl+F finds them."""
    return _list_page(request, slug, area="catalogue", retired=False)


@requires(Permission.CATALOG_VIEW)
@require_GET
def sheet(request, slug, pk):
    """One sheet, as it is in force."""
    kind = _kind(slug)
    row = _row(kind, pk)
    context = {"kind": kind, "row": row, "documents": []}
    if kind is PRODUCTS:
        context["conditions"] = list(row.conditions.all())
        if request.user.has_right(Permission.DOCUMENTS_VIEW):
            readable = Document.objects.visible_to(request.user).filter(products=row)
            context["documents"] = list(readable.order_by("title", "pk"))
    if kind is PARTNERS:
        context |= {
            "contacts": list(row.contacts.all()),
            "products": list(row.products.in_use()[: queries.MOST_ROWS]),
            "offers": list(row.offers.in_use()[: queries.MOST_ROWS]),
        }
    return render(request, "catalog/offer/sheet.html", context)


@requires(Permission.CATALOG_VIEW)
@require_GET
def logo(request, pk):
    """Serve the logo of a partner."""
    row = get_object_or_404(Partner.objects.select_related("logo").filter(logo__isnull=False), pk=pk)
    return serve(request, row.logo, inline=True)


@requires(Permission.OFFER_EDIT)
@require_GET
def offer(request, slug):
    """`L'offre`: the same sheets, retired ones too, to edit."""
    return _list_page(request, slug, area="offer", retired=True)


@requires(Permission.OFFER_EDIT)
@require_http_methods(["GET", "POST"])
def new(request, slug):
    """Create a sheet."""
    kind = _kind(slug)
    form = FORMS[slug].of(request)
    del form.fields["on"]

    def save(values):
        row = kind.model(creation_key=form.creation_key, created_by=request.user, **values)
        return actions.create(kind=kind, row=row, parts=form.parts(), by=request.user)

    return edit_page(
        request,
        form,
        save=lambda: save_with_logo(form, save, kind="partner-logo", by=request.user),
        template="catalog/offer/form.html",
        context={"kind": kind, "row": None, "articles": _articles(form), "scheduled": None, "timeline": []},
        done=_("La fiche est créée."),
        go=lambda row: redirect("catalog:offer_edit", slug=slug, pk=row.pk),
    )


def _articles(form) -> list:
    return form.articles() if hasattr(form, "articles") else []


@requires(Permission.OFFER_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request, slug, pk):
    """Change a sheet, today or from a later day."""
    kind = _kind(slug)
    row = _row(kind, pk)
    form = FORMS[slug].of(request, instance=row)
    context = {
        "kind": kind,
        "row": row,
        "articles": _articles(form),
        "scheduled": queries.scheduled_of(kind, row),
        "timeline": history_of(row),
    }

    def save(values):
        return actions.change(
            kind=kind,
            row=row,
            values=values,
            parts=form.parts(),
            version=form.seen_version,
            on=form.cleaned_data["on"],
            by=request.user,
        )

    return edit_page(
        request,
        form,
        save=lambda: save_with_logo(form, save, kind="partner-logo", by=request.user),
        template="catalog/offer/form.html",
        context=context,
        done=_("La nouvelle version est enregistrée."),
        go=lambda row: redirect("catalog:offer_edit", slug=slug, pk=row.pk),
    )


@requires(Permission.OFFER_EDIT)
@require_GET
def history(request, slug, pk):
    """The versions of a sheet and what each changed."""
    kind = _kind(slug)
    row = _row(kind, pk)
    revisions = queries.revisions_of(kind, row)
    older = [*revisions[1:], None]
    pairs = [(each, queries.changes(kind, each, before)) for each, before in zip(revisions, older, strict=True)]
    return render(request, "catalog/offer/history.html", {"kind": kind, "row": row, "revisions": pairs})


@requires(Permission.OFFER_EDIT)
@require_POST
def retirement(request, slug, pk):
    """Retire a sheet; the message offers to put it back."""
    row = actions.set_active(row=_row(_kind(slug), pk), active=False, by=request.user)
    messages.success(
        request, _("« %(name)s » n’est plus en vente. Les contrats déjà vendus ne changent pas.") % {"name": row.name}
    )
    return redirect("catalog:offer_edit", slug=slug, pk=pk)


@requires(Permission.OFFER_EDIT)
@require_POST
def restoration(request, slug, pk):
    """Put a retired sheet back on sale."""
    row = actions.set_active(row=_row(_kind(slug), pk), active=True, by=request.user)
    messages.success(request, _("« %(name)s » est de nouveau en vente.") % {"name": row.name})
    return redirect("catalog:offer_edit", slug=slug, pk=pk)


@requires(Permission.OFFER_EDIT)
@require_http_methods(["GET", "POST"])
def deletion(request, slug, pk):
    """Delete a sheet that was never used, after asking."""
    kind = _kind(slug)
    row = _row(kind, pk)
    if request.method == "GET":
        return render(request, "catalog/offer/deletion.html", {"kind": kind, "row": row})
    try:
        actions.delete(kind=kind, row=row, by=request.user)
    except Refused as refused:
        messages.warning(request, refused.sentence)
        return redirect("catalog:offer_edit", slug=slug, pk=pk)
    messages.success(request, _("« %(name)s » est supprimé.") % {"name": row.name})
    return redirect("catalog:offer", slug=slug)


@requires(Permission.OFFER_EDIT)
@require_POST
def unscheduling(request, slug, pk):
    """Cancel the version scheduled for a later day."""
    kind = _kind(slug)
    if actions.cancel_schedule(kind=kind, row=_row(kind, pk), by=request.user):
        messages.success(request, _("La version programmée est annulée."))
    return redirect("catalog:offer_edit", slug=slug, pk=pk)
