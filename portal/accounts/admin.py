"""Accounts and organisations in the administration: the back-office's daily tool, in French and without raw ids."""

from django import forms
from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from portal.access.decorators import requires
from portal.accounts import actions, administering, departures, right_names, stewards
from portal.accounts.admin_departure import Departures
from portal.accounts.forms import AccountRules
from portal.accounts.models import OF_STATE, Organisation, State, User
from portal.administration.filters import OrganisationFilter
from portal.administration.pages import MOST_AT_ONCE, DeskAdmin, ReasonForm
from portal.core.values.phone import PhoneField
from portal.core.values.text import normalise


@admin.register(Organisation)
class OrganisationAdmin(DeskAdmin):
    list_display = ["name", "kind", "code", "city", "is_active"]
    list_filter = ["kind", "is_active"]
    search_fields = ["name", "code", "city"]
    prepopulated_fields = {"code": ["name"]}


class UserForm(AccountRules, forms.ModelForm):
    """An account as the back-office sees it: no password anywhere, the person chooses it."""

    phone = PhoneField(label=_("Téléphone"), required=False)
    extra_rights = forms.MultipleChoiceField(
        label=_("Droits supplémentaires"),
        required=False,
        choices=right_names.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("En plus de ceux du rôle."),
    )
    reader: User

    def clean_extra_rights(self) -> list[str]:
        """Refuse what its reader may not give or take, on the form rather than in the action."""
        given = self.cleaned_data["extra_rights"]
        if stewards.out_of_reach(self.reader, self.instance.extra_rights, given):
            raise forms.ValidationError(gettext("Vous ne pouvez donner que des droits que vous avez."))
        return given


class StateFilter(admin.SimpleListFilter):
    title = _("état")
    parameter_name = "etat"

    def lookups(self, request, model_admin):
        return State.choices

    def queryset(self, request, queryset):
        wanted = OF_STATE.get(self.value())
        return queryset.filter(wanted) if wanted else queryset


@admin.register(User)
class UserAdmin(Departures, DeskAdmin):
    form = UserForm
    keeps_own_history = True
    list_display = ["full_name", "email", "role", "organisation", "state", "last_login"]
    list_filter = [StateFilter, "role", OrganisationFilter]
    list_select_related = ["organisation"]
    search_fields = ["search_text"]
    autocomplete_fields = ["organisation"]
    actions = ["send_invitations", "close_accounts", "open_accounts", "forget_second_factors"]
    readonly_fields = ["state", "invited_at", "activated_at", "last_login", "date_joined"]
    change_form_template = "admin/accounts/user/change_form.html"

    PERSON = (None, {"fields": ["first_name", "last_name", "email", "role", "organisation"]})
    OWN_RIGHTS = ("role", "organisation", "extra_rights", "is_staff", "is_superuser")

    # --- what is shown -----------------------------------------------------------------------

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [self.PERSON]
        rights = ["extra_rights", *(["is_staff", "is_superuser"] if request.user.is_superuser else [])]
        return [
            self.PERSON,
            (_("Contact"), {"fields": ["phone", "language"]}),
            (_("Droits"), {"fields": rights}),
            (_("État"), {"fields": ["state", "invited_at", "activated_at", "last_login", "date_joined"]}),
        ]

    def get_readonly_fields(self, request, obj=None):
        own = self.OWN_RIGHTS if obj is not None and obj.pk == request.user.pk else ()
        return [*self.readonly_fields, *own]

    @admin.display(description=_("nom"), ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=_("état"))
    def state(self, user: User) -> str:
        return str(user.status_label)

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, normalise(search_term))

    # --- who may ---------------------------------------------------------------------------------

    def has_change_permission(self, request, obj=None) -> bool:
        """Nobody but a superuser touches a superuser: changing an address would be taking the account over."""
        if obj is not None and not stewards.may_change(request.user, obj):
            return False
        return super().has_change_permission(request, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form knows who fills it in: they give what they have themselves."""
        form = super().get_form(request, obj, change, **kwargs)
        form.reader = request.user
        return form

    # --- what is done ------------------------------------------------------------------------------

    def save_model(self, request, obj, form, change) -> None:
        if not change:
            invited = administering.open_account(user=obj, by=request.user)
        else:
            invited = administering.change_account(user=obj, changed=form.changed_data, by=request.user)
        if invited:
            messages.info(request, gettext("Une invitation est partie à %(email)s.") % {"email": obj.email})

    def get_urls(self):
        send = requires()(require_POST(self.admin_site.admin_view(self.invitation)))
        return [path("<int:pk>/invitation/", send, name="accounts_user_invitation"), *super().get_urls()]

    def invitation(self, request, pk: int):
        """The button « Renvoyer l’invitation » of an account's page."""
        user = get_object_or_404(User, pk=pk)
        if not self.has_change_permission(request, user):
            return redirect("admin:index")
        self._say_invited(request, [actions.invite(user=user, by=request.user)])
        return redirect(reverse("admin:accounts_user_change", args=[pk]))

    @admin.action(description=_("Renvoyer l’invitation"), permissions=["change"])
    def send_invitations(self, request, queryset) -> None:
        self._say_invited(
            request, [actions.invite(user=user, by=request.user) for user in self._mine(request, queryset)]
        )

    @admin.action(description=_("Désactiver les comptes choisis…"), permissions=["change"])
    def close_accounts(self, request, queryset):
        chosen = self._mine(request, queryset)
        if "confirmed" not in request.POST and chosen:
            return self.confirmation(
                request,
                chosen,
                action="close_accounts",
                title=gettext("Désactiver des comptes"),
                explanation=gettext(
                    "Ces comptes perdent aussitôt l’accès. Pour confier leurs dossiers à un collègue, "
                    "ouvrez la page « Départ » du compte."
                ),
                lines=[_with_belongings(user) for user in chosen],
            )
        closed = [actions.deactivate(user=user, by=request.user) for user in chosen]
        if any(closed):
            messages.success(request, gettext("Les comptes choisis sont désactivés. Ils n’ont plus accès au portail."))
        if not all(closed):
            messages.error(request, gettext("Le dernier superutilisateur ne peut pas être désactivé."))
        return None

    @admin.action(description=_("Retirer le second facteur…"), permissions=["change"])
    def forget_second_factors(self, request, queryset):
        chosen = self._mine(request, queryset)
        form = ReasonForm(request.POST if "confirmed" in request.POST else None)
        if not form.is_valid():
            return self.confirmation(
                request,
                chosen,
                action="forget_second_factors",
                title=gettext("Retirer le second facteur"),
                explanation=gettext(
                    "En cas de téléphone ou de clé perdus. Vérifiez d’abord l’identité de la personne, de vive voix."
                ),
                form=form,
            )
        reason = form.cleaned_data["reason"]
        gone = sum(actions.forget_second_factor(user=user, by=request.user, reason=reason) > 0 for user in chosen)
        text = ngettext(
            "%(count)d compte n’a plus de second facteur.", "%(count)d comptes n’ont plus de second facteur.", gone
        )
        messages.success(request, text % {"count": gone})
        return None

    @admin.action(description=_("Réactiver les comptes choisis"), permissions=["change"])
    def open_accounts(self, request, queryset) -> None:
        for user in self._mine(request, queryset):
            actions.reactivate(user=user, by=request.user)
        messages.success(request, gettext("Les comptes choisis sont de nouveau actifs."))

    def _mine(self, request, queryset) -> list[User]:
        """Those this person may act on: never oneself, a superuser only as one."""
        others = queryset.exclude(pk=request.user.pk).select_related("organisation")[:MOST_AT_ONCE]
        return [user for user in others if self.has_change_permission(request, user)]

    @staticmethod
    def _say_invited(request, sent: list[bool]) -> None:
        count = sum(sent)
        if count:
            text = ngettext("%(count)d invitation est partie.", "%(count)d invitations sont parties.", count)
            messages.success(request, text % {"count": count})
        if count < len(sent):
            messages.warning(
                request, gettext("Un compte désactivé, ou qui a déjà son mot de passe, ne reçoit pas d’invitation.")
            )


def _with_belongings(user: User) -> str:
    """« Camille Martin : 12 contrats, 3 clients »."""
    owned = ", ".join(f"{each.count} {each.label.lower()}" for each in departures.owned_by(user))
    name = user.get_full_name()
    return gettext("%(label)s : %(value)s") % {"label": name, "value": owned} if owned else name
