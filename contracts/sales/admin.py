"""Contracts in the administration: read, found, moved through the same door as everywhere, with a reason."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import admin, messages
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from contracts.sales.actions import confirming
from contracts.sales.models import Call, Contract
from portal.access.permissions import Permission
from portal.accounts.admin_filters import AgencyFilter, OwnerFilter
from portal.audit.administration import MOST_AT_ONCE, ReadingAdmin, ReasonForm
from portal.audit.transitions import Refused
from portal.core import phone
from portal.core.money import format_euros


@dataclass(frozen=True)
class Step:
    """What the back-office may do to several contracts at once, after a page that says what it means."""

    title: str | Promise
    explanation: str | Promise
    apply: Callable
    with_reason: bool = False


STEPS = {
    "validate_selected": Step(
        _("Valider des contrats"),
        _("Le client a confirmé sa souscription. Chaque contrat est validé l’un après l’autre."),
        confirming.validate,
    ),
    "unreachable_selected": Step(
        _("Déclarer injoignables"),
        _("Ces contrats sont fermés : le code et le lien du client ne valent plus. Ils pourront être rouverts."),
        confirming.declare_unreachable,
        with_reason=True,
    ),
    "unpaid_selected": Step(
        _("Déclarer impayés"),
        _("Ces contrats sont fermés faute de paiement. Ils pourront être rouverts."),
        confirming.declare_unpaid,
        with_reason=True,
    ),
}


class CallInline(admin.TabularInline):
    model = Call
    extra = 0
    can_delete = False
    verbose_name_plural = _("appels")
    fields = readonly_fields = ["at", "by", "outcome", "note"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Contract)
class ContractAdmin(ReadingAdmin):
    list_display = ["number", "client_name", "product_label", "status", "owner", "created_at", "signed_at"]
    list_filter = ["status", ("created_at", admin.DateFieldListFilter), AgencyFilter, OwnerFilter]
    list_select_related = ["owner", "product"]
    search_fields = ["search_text"]
    search_help_text = _("Numéro, nom, entreprise, SIREN, e-mail, mobile dans toute écriture, produit.")
    ordering = ["-created_at", "-pk"]
    sortable_by = ["number", "client_name", "created_at"]  # those that have an index
    inlines = [CallInline]
    actions = list(STEPS)
    fieldsets = [
        (None, {"fields": ["number", "status", "owner", "agency", "origin"]}),
        (_("Client"), {"fields": ["client", "client_name", "siren", "mobile", "email", "address_shown"]}),
        (_("Vente"), {"fields": ["product_label", "product", "price_shown", "duration_months", "start_date"]}),
        (
            _("Signature"),
            {"fields": ["submitted_at", "signed_at", "signature_channel", "withdrawal_deadline", "validated_at"]},
        ),
        (_("Documents"), {"fields": ["document", "document_sha256", "signed_document", "document_error"]}),
    ]

    # --- what is shown -----------------------------------------------------------------------

    def get_queryset(self, request):
        """Drafts are their author's: here as in the portal, nobody else sees them."""
        return Contract.objects.visible_to(request.user).select_related("owner", "agency", "product", "client")

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    def view_on_site(self, contract) -> str:
        return contract.get_absolute_url()

    @admin.display(description=_("client"), ordering="sort_name")
    def client_name(self, contract) -> str:
        return contract.display_name

    @admin.display(description=_("produit vendu"))
    def product_label(self, contract) -> str:
        return contract.product_name

    @admin.display(description=_("mobile"))
    def mobile(self, contract) -> str:
        return phone.national(contract.phone)

    @admin.display(description=_("adresse"))
    def address_shown(self, contract) -> str:
        return ", ".join(contract.address_lines)

    @admin.display(description=_("prix TTC"))
    def price_shown(self, contract) -> str:
        return format_euros(contract.price.gross)

    # --- what is done --------------------------------------------------------------------------

    def has_confirm_permission(self, request) -> bool:
        return request.user.has_right(Permission.CONTRACTS_CONFIRM)

    @admin.action(description=_("Valider les contrats choisis…"), permissions=["confirm"])
    def validate_selected(self, request, queryset):
        return self._take(request, queryset, "validate_selected")

    @admin.action(description=_("Déclarer injoignables…"), permissions=["confirm"])
    def unreachable_selected(self, request, queryset):
        return self._take(request, queryset, "unreachable_selected")

    @admin.action(description=_("Déclarer impayés…"), permissions=["confirm"])
    def unpaid_selected(self, request, queryset):
        return self._take(request, queryset, "unpaid_selected")

    def _take(self, request, queryset, action: str):
        step = STEPS[action]
        chosen = list(queryset.order_by("pk")[: MOST_AT_ONCE + 1])
        if len(chosen) > MOST_AT_ONCE:
            text = gettext("Choisissez au plus %(most)d contrats à la fois.") % {"most": MOST_AT_ONCE}
            self.message_user(request, text, messages.WARNING)
            return None
        confirmed = "confirmed" in request.POST
        form = ReasonForm(request.POST if confirmed else None) if step.with_reason else None
        if not confirmed or (form and not form.is_valid()):
            lines = [f"{row.number} · {row.display_name} · {row.status_label}" for row in chosen]
            words = {"title": step.title, "explanation": step.explanation, "lines": lines}
            return self.confirmation(request, chosen, action=action, form=form, **words)
        self._apply(request, chosen, step, form.cleaned_data if form else {})
        return None

    def _apply(self, request, chosen: list[Contract], step: Step, values: dict) -> None:
        done = 0
        for contract in chosen:
            try:
                step.apply(contract=contract, by=request.user, **values)
                done += 1
            except Refused as refusal:
                told = gettext("%(label)s : %(value)s") % {"label": contract.number, "value": refusal.sentence}
                self.message_user(request, told, messages.WARNING)
        if done:
            text = ngettext("%(done)d contrat traité.", "%(done)d contrats traités.", done)
            self.message_user(request, text % {"done": done}, messages.SUCCESS)
