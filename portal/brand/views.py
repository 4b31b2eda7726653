"""The page of the brand, and what it gives to browsers: style sheet, icon, logo."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import public, requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.brand import actions, logos
from portal.brand.colours import HEX, readable
from portal.brand.current import Face, face
from portal.brand.forms import BrandForm
from portal.brand.models import Brand
from portal.documents import files
from portal.documents.logos import save_with_logo
from portal.documents.models import StoredFile
from portal.documents.serving import show
from portal.records.views import edit_page

YEAR = 365 * 24 * 3600


@requires(Permission.BRAND_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request):
    """Colour and logo, with what they give."""
    brand = Brand.objects.select_related("logo").first() or Brand()
    form = BrandForm.of(request, instance=brand)
    context = {"timeline": history_of(brand) if brand.pk else []}

    def save(values):
        return actions.change(values=values, version=form.seen_version, key=form.creation_key, by=request.user)

    return edit_page(
        request,
        form,
        save=lambda: save_with_logo(form, save, kind="brand-logo", by=request.user),
        template="brand/edit.html",
        context=context,
        go=lambda row: _done(request, row),
    )


def _done(request, brand):
    messages.success(request, _("La marque est enregistrée."))
    if readable(brand.colour) != brand.colour:
        messages.info(
            request,
            _("Couleur trop claire pour être lisible. Les boutons utilisent %(colour)s.")
            % {"colour": readable(brand.colour)},
        )
    return redirect("brand:edit")


@requires(Permission.BRAND_EDIT)
@require_safe
def preview(request):
    """The places that show the brand, with a colour that is not saved yet."""
    colour = request.GET.get("colour", "").lower()
    if not HEX.fullmatch(colour):
        raise Http404
    return render(request, "brand/_preview.html", {"tried": Face(colour=colour, logo_id=face().logo_id)})


@public("colours of pages that everybody may open")
@require_safe
def sheet(request, version):
    """The style sheet that follows the organisation's colour."""
    context = {"shown": face(), "scope": ":root"}
    return _kept(render(request, "brand/colours.css", context, content_type="text/css"), version)


@requires(Permission.BRAND_EDIT)
@require_safe
def tried_sheet(request, colour):
    """The same for a colour that is not saved yet, inside of its preview alone."""
    shown = Face(colour=f"#{colour}")
    if not HEX.fullmatch(shown.colour):
        raise Http404
    return render(request, "brand/colours.css", {"shown": shown, "scope": ".brand-preview"}, content_type="text/css")


@public("icon of pages that everybody may open")
@require_safe
def icon(request, version):
    """The icon of a browser's tab: the portal's initial on the organisation's colour."""
    context = {"initial": settings.PORTAL_NAME[:1].upper(), "colour": face().ink}
    return _kept(render(request, "brand/icon.svg", context, content_type="image/svg+xml"), version)


@public("logo on pages that everybody may open")
@require_safe
def logo(request, version):
    """The logo."""
    content = files.read(get_object_or_404(StoredFile, pk=face().logo_id))
    return _kept(show(content, content_type=logos.content_type(content)), version)


def _kept(response: HttpResponse, version: int) -> HttpResponse:
    """Have browsers keep `response` for ever, unless its address names another version."""
    del response["Cache-Control"]
    if version == face().version:
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    else:
        patch_cache_control(response, no_cache=True)
    return response
