"""Choosing a plan, confirming what it costs, and what became of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from portal.access.decorators import requires
from portal.audit.transitions import Refused
from portal.ui.steps import form_page
from subscriptions.plans import buying, queries
from subscriptions.plans.enums import PurchaseState
from subscriptions.plans.forms import BuyForm
from subscriptions.plans.messages import consent_text
from subscriptions.plans.models import Plan, Purchase, Subscription
from subscriptions.plans.views.whom import ACTORS, Whom
from subscriptions.portfolio.queries import portfolio_of


@requires(*ACTORS)
@never_cache
@require_GET
def choose(request, pk=None):
    """What the client has, what each plan would add, why one may not be bought and from when, what it costs."""
    whom = Whom.of(request, pk)
    period, choices = queries.choices_for(whom.account)
    context = {
        "whom": whom,
        "period": period,
        "contents": queries.names_of(period.contents) if period else [],
        "choices": [
            (choice, [(quote, whom.url("buy", choice.plan.pk, quote.months)) for quote in choice.quotes])
            for choice in choices
        ],
    }
    return render(request, "subscriptions/plans/choose.html", context)


@requires(*ACTORS)
@never_cache
@require_http_methods(["GET", "POST"])
def buy(request, plan, months, pk=None):
    """The exact charge and the dates, before any card; the amount that was read is the one that is asked."""
    whom = Whom.of(request, pk)
    wanted = get_object_or_404(Plan.objects.visible_to(request.user), pk=plan)
    quote = queries.quote_for(whom.account, wanted, months)
    if quote is None:
        messages.warning(request, _("Ce plan ne peut pas être acheté maintenant : voyez pourquoi ci-dessous."))
        return redirect(whom.plans_url)
    form = BuyForm(request.POST if request.method == "POST" else None, quote=quote)
    if form.is_bound and form.is_valid():
        try:
            purchase = buying.buy(
                account=whom.account,
                plan=wanted,
                months=months,
                seen=form.cleaned_data["seen"],
                renews=form.cleaned_data["renews"],
                by=request.user,
            )
        except buying.PriceChanged as changed:
            quote = changed.quote
            form = form.asking_again(quote, changed.sentence)
        except Refused as refused:
            messages.warning(request, refused.sentence)
            return redirect(whom.plans_url)
        else:
            return redirect(buying.next_url(purchase))
    contents = queries.contents_by_code()
    current = quote.base.contents if quote.base else []
    context = {
        "whom": whom,
        "quote": quote,
        "contents": queries.names_of(quote.version.contents, contents),
        "adds": queries.names_of(set(quote.version.contents) - set(current), contents),
        "consent": consent_text(quote),
    }
    return form_page(request, form, "subscriptions/plans/buy.html", context)


@requires(*ACTORS)
@never_cache
@require_GET
def purchase(request, pk):
    """What became of a purchase: granted, still to be paid, or given back."""
    bought = get_object_or_404(queries.purchases_of(request.user), pk=pk)
    if bought.by_id != request.user.pk:
        raise Http404
    account = bought.subscription.account
    link = portfolio_of(request.user).linked().filter(account=account).first()
    context = {
        "purchase": bought,
        "account": account,
        "contents": queries.names_of(bought.version.contents),
        "home_url": Whom(account, None if account.pk == request.user.pk else link).home_url
        if link or account.pk == request.user.pk
        else "/",
        "is_granted": bought.state == PurchaseState.GRANTED,
        "is_lost": bought.state == PurchaseState.LOST,
        "is_own": account.pk == request.user.pk,
        "is_asked": bought.state == PurchaseState.ASKED,
        "pay_url": _pay_url(bought),
    }
    return render(request, "subscriptions/plans/purchase.html", context)


def _pay_url(bought: Purchase) -> str:
    """Where a purchase is paid; empty when no card is awaited, as while a kept one is charged."""
    url = buying.next_url(bought)
    return "" if url == bought.get_absolute_url() else url


@requires()
@require_GET
def subscription(request, pk):
    """The page of a subscription: one's own space, or the client's page in one's portfolio."""
    row = get_object_or_404(Subscription.objects.visible_to(request.user), pk=pk)
    if row.account_id == request.user.pk:
        return redirect("subscriptions:space")
    return redirect(get_object_or_404(portfolio_of(request.user).linked(), account=row.account_id))
