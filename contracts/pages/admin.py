"""Contracts in the administration: read, searched, and moved by the same transitions, with a reason."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from contracts.confirmation import actions as confirming
from contracts.sales.models import Call, Contract
from portal.access.permissions import Permission
from portal.administration.filters import AgencyFilter, OwnerFilter
from portal.administration.pages import ReasonForm
from portal.administration.steps import RecordAdmin, ShownInline, Step
from portal.core.values import phone


def _done(number: int) -> str:
    return ngettext("%(done)d contrat traité.", "%(done)d contrats traités.", number) % {"done": number}


class ValidationReason(ReasonForm):
    """Optional reason: a contract whose client confirmed in a noted call needs none."""

    reason = forms.CharField(
        label=_("Motif sans appel de confirmation"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Inutile si l’appel « Joint, le client confirme » est noté."),
    )


STEPS = {
    "validate_selected": Step(
        _("Valider des contrats"),
        _("Le client a confirmé sa souscription. Chaque contrat est validé l’un après l’autre."),
        lambda contract, **given: confirming.validate(contract=contract, **given),
        _done,
        ValidationReason,
    ),
    "unreachable_selected": Step(
        _("Déclarer injoignables"),
        _("Ces contrats seront fermés. Le code et le lien du client ne fonctionneront plus. Vous pourrez les rouvrir."),
        lambda contract, **given: confirming.declare_unreachable(contract=contract, **given),
        _done,
        ReasonForm,
    ),
    "unpaid_selected": Step(
        _("Déclarer impayés"),
        _("Ces contrats seront fermés faute de paiement. Vous pourrez les rouvrir."),
        lambda contract, **given: confirming.declare_unpaid(contract=contract, **given),
        _done,
        ReasonForm,
    ),
}


class CallInline(ShownInline):
    model = Call
    verbose_name_plural = _("appels")
    fields = readonly_fields = ["at", "by", "outcome", "note"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")


@admin.register(Contract)
class ContractAdmin(RecordAdmin):
    list_display = ["number", "client_name", "product_label", "status", "owner", "created_at", "signed_at"]
    list_filter = ["status", ("created_at", admin.DateFieldListFilter), AgencyFilter, OwnerFilter]
    list_select_related = ["owner", "product"]
    search_fields = ["search_text"]
    search_help_text = _("Numéro, nom, SIREN, e-mail, mobile ou produit.")
    ordering = ["-created_at", "-pk"]
    sortable_by = ["number", "client_name", "created_at"]  # sorts that have an index
    inlines = [CallInline]
    steps = STEPS
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

    names = {
        "client": _("fiche client"),
        "product": _("produit du catalogue"),
        "duration_months": _("durée (mois)"),
        "submitted_at": _("envoyé le"),
        "signature_channel": _("manière de signer"),
        "withdrawal_deadline": _("fin du délai de rétractation"),
        "validated_at": _("validé le"),
        "document": _("document présenté"),
        "document_sha256": _("empreinte du document"),
        "signed_document": _("document signé"),
        "document_error": _("erreur de préparation"),
    }

    # --- what is shown -----------------------------------------------------------------------

    def get_queryset(self, request):
        """Leave out drafts of others: only their author sees them, here as in the portal."""
        return Contract.objects.visible_to(request.user).select_related("owner", "agency", "product", "client")

    def line(self, contract) -> str:
        return f"{contract.number} · {contract.display_name} · {contract.status_label}"

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
        return contract.price_in_words

    # --- what is done --------------------------------------------------------------------------

    def has_confirm_permission(self, request) -> bool:
        return request.user.has_right(Permission.CONTRACTS_CONFIRM)

    @admin.action(description=_("Valider les contrats choisis…"), permissions=["confirm"])
    def validate_selected(self, request, queryset):
        return self.take(request, queryset, "validate_selected")

    @admin.action(description=_("Déclarer injoignables…"), permissions=["confirm"])
    def unreachable_selected(self, request, queryset):
        return self.take(request, queryset, "unreachable_selected")

    @admin.action(description=_("Déclarer impayés…"), permissions=["confirm"])
    def unpaid_selected(self, request, queryset):
        return self.take(request, queryset, "unpaid_selected")
