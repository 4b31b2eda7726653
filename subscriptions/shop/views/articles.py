"""The back-office edits articles."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.records.views import edit_page
from subscriptions.shop.actions import articles
from subscriptions.shop.forms import ItemForm
from subscriptions.shop.models import Item

TEMPLATE = "subscriptions/shop/item_form.html"


@requires(Permission.SHOP_MANAGE)
@require_http_methods(["GET", "POST"])
def new(request):
    form = ItemForm.of(request)

    def save():
        item = form.create(articles.create, by=request.user)
        return _with_picture(form, item, request.user)

    return edit_page(request, form, save=save, template=TEMPLATE, done=_("L’article est créé."))


@requires(Permission.SHOP_MANAGE)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    item = get_object_or_404(Item.objects.visible_to(request.user), pk=pk)
    form = ItemForm.of(request, instance=item)

    def save():
        saved = form.change(articles.change, by=request.user, item=item)
        return _with_picture(form, saved, request.user)

    done = _("L’article est enregistré.")
    return edit_page(request, form, save=save, template=TEMPLATE, context={"item": item}, done=done)


def _with_picture(form, item: Item, by) -> Item:
    if upload := form.cleaned_data["picture_file"]:
        articles.give_picture(item=item, upload=upload, by=by)
    return item
