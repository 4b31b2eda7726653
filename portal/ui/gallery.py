"""Made-up people, contracts and forms for the gallery: no model, no database."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.paging import Page
from portal.core.plugs.search import Group, Hit, SearchSource
from portal.core.values import dates
from portal.core.values.emails import EmailFormField
from portal.core.values.money import Price
from portal.core.values.phone import MobileField
from portal.ui.charts import BarChart, Part, Series, ShareChart
from portal.ui.context_processors import MenuLink
from portal.ui.icons import NAMES
from portal.ui.parts import TONES, Crumb, Step, Tab

SENT = gettext_lazy("Le code est parti par SMS au 06 •• •• •• 78.")
REFUSED = gettext_lazy("Ce contrat a changé entre-temps : Nadia Benali l’a validé à 14:03.")
LONG_NAME = "Établissements Montgolfier-Villeneuve & Associés, distribution et maintenance"
# As long as a name may be: 300 signs, of which 120 without a blank.
LONGEST_NAME = f"{LONG_NAME}, {'Saint-Georges-de-' * 7}l, {LONG_NAME}, {LONG_NAME}"[:299] + "z"

UNSIGNED = ("À signer", "progress", "—")


@dataclass(frozen=True)
class Person:
    full_name: str = "Camille Aubert"
    initials: str = "CA"
    email: str = "camille.aubert@comptoir.example"
    is_authenticated: bool = True

    def get_full_name(self) -> str:
        return self.full_name


@dataclass(frozen=True)
class Contract:
    number: str
    client: str
    product: str
    gross: Decimal
    status_label: str
    status_tone: str
    signed: str


@dataclass(frozen=True)
class Event:
    at: object
    sentence: str
    actor_label: str = ""
    tone: str = "neutral"
    icon: str = ""
    reason: str = ""


class ContractForm(forms.Form):
    """One field of each kind."""

    client = forms.CharField(label=gettext_lazy("Nom du client"), max_length=80)
    mobile = MobileField(label=gettext_lazy("Mobile"), help_text=gettext_lazy("Le code de signature y sera envoyé."))
    email = EmailFormField(label=gettext_lazy("E-mail"), required=False)
    start = forms.DateField(
        label=gettext_lazy("Date de début"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    payment = forms.ChoiceField(
        label=gettext_lazy("Paiement"), choices=[("", "—"), ("month", "Mensuel"), ("year", "Annuel")]
    )
    product = forms.ChoiceField(
        label=gettext_lazy("Produit"),
        widget=forms.RadioSelect,
        choices=[("essential", "Essentiel"), ("serenity", "Sérénité"), ("premium", "Premium, avec un nom assez long")],
    )
    options = forms.MultipleChoiceField(
        label=gettext_lazy("Options"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("phone", "Assistance téléphonique"), ("spare", "Matériel de prêt")],
    )
    note = forms.CharField(label=gettext_lazy("Remarque"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    photo = forms.FileField(label=gettext_lazy("Justificatif"), required=False)
    agreed = forms.BooleanField(label=gettext_lazy("Le client a pris connaissance des conditions générales"))


class CodeForm(forms.Form):
    code = forms.CharField(label=gettext_lazy("Code reçu par SMS"), help_text=gettext_lazy("Six chiffres."))


class FilterForm(forms.Form):
    q = forms.CharField(label=gettext_lazy("Rechercher"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("Statut"), required=False, choices=[("", "Tous"), ("s", "Signés")])
    product = forms.ChoiceField(label=gettext_lazy("Produit"), required=False, choices=[("", "Tous")])


def context() -> dict:
    """Everything the gallery's templates show."""
    now = dates.now()
    return {
        "user": Person(),
        "menu_links": _menu(),
        "crumb_items": [Crumb("Contrats", "#"), Crumb("C-2026-000184")],
        "tones": TONES,
        "icon_names": sorted(NAMES),
        "contracts": _contracts(),
        "one": _contracts()[:1],
        "longest": [Contract("C-2026-000001", LONGEST_NAME, LONG_NAME, Decimal("1234567.89"), *UNSIGNED)],
        "events": _events(now),
        "steps_items": Step.sequence(["Client", "Produit", "Conditions", "Signature"], current=2, urls=["#"]),
        "tab_items": [
            Tab("Données", "#", active=True),
            Tab("Contrats", "#", count=12),
            Tab("Documents", "#", count=0),
        ],
        "page": Page(rows=[], next_cursor="next", previous_cursor="previous"),
        "empty_form": ContractForm(auto_id="empty_%s"),
        "wrong_form": ContractForm(
            {"client": "", "mobile": "01 44 55 66 77", "product": "serenity", "email": "camille@"}, auto_id="wrong_%s"
        ),
        "code_form": CodeForm(auto_id="code_%s"),
        "wrong_code_form": _wrong_code(),
        "filter_form": FilterForm(auto_id="filter_%s"),
        "product_details": {
            "essential": {"hint": _("Dépannage sous 72 h, pièces comprises."), "aside": "29,90 €"},
            "serenity": {"hint": _("Dépannage sous 24 h, matériel de prêt."), "aside": "49,90 €"},
        },
        "hit_groups": _hits(),
        "weeks": _weeks(),
        "ages": BarChart(
            _("Âge des dossiers"), _("Âge"), ["0", "1", "2", "3 +"], [Series(_("Dossiers"), [0, 0, 0, 0])]
        ),
        "shares": ShareChart(
            _("Par type"),
            _("Type"),
            _("Valeur"),
            [
                Part(_("Assurance vie"), "185 955,42 €", Decimal("57.6")),
                Part(_("Immobilier (SCPI)"), "136 803,89 €", Decimal("42.4")),
            ],
        ),
        "price": Price.of(Decimal("1490.00"), Decimal("20")),
        "long_name": LONG_NAME,
        "now": now,
        "soon": now + timedelta(minutes=9, seconds=41),
        "two_hours_ago": now - timedelta(hours=2),
    }


def _hits() -> list[Group]:
    """What a search for `morel 06 12` would show: a hit by name, one by phone, a long one, and more of them."""
    sales = SearchSource("contracts", _("Contrats"), "file-text", list, ())
    people = SearchSource("clients", _("Clients"), "users", list, ())
    found = [
        Hit("Boulangerie Morel", "#", "C-2026-000184 · Sérénité · 06 12 45 78 90", _("À signer"), "progress"),
        Hit(LONG_NAME, "#", "C-2026-000183 · Premium · 06 12 00 41 23 · morel@montgolfier.example", _("Signé"), "info"),
    ]
    return [Group(sales, found, True, "#"), Group(people, [Hit("Éric Morel", "#", "06 12 45 78 90 · Lyon")], False, "")]


def _weeks() -> BarChart:
    return BarChart(
        _("Par semaine"),
        _("Semaine"),
        ["26/10", "02/11", "09/11", "16/11"],
        [
            Series(_("Signés"), [3, 12, 0, 7], "info"),
            Series(_("Validés"), [2, 9, 1, 4], "success"),
            Series(_("Rétractés"), [0, 1, 0, 2], "muted"),
        ],
        note=_("La semaine en cours est incomplète."),
    )


def _wrong_code() -> CodeForm:
    form = CodeForm({"code": "123456"}, auto_id="wrongcode_%s")
    form.add_error("code", _("Code incorrect. Un nouveau code vient de partir par SMS."))
    return form


def _menu() -> list[MenuLink]:
    return [
        MenuLink("Accueil", "#accueil", "home", False, None),
        MenuLink("Contrats", "#contrats", "signature", True, None),
        MenuLink("Back-office", "#back-office", "clipboard-check", False, 4),
        MenuLink("Clients", "#clients", "users", False, None),
        MenuLink("L’offre", "#offre", "package", False, None),
    ]


def _contracts() -> list[Contract]:
    rows = [
        ("C-2026-000184", "Boulangerie Morel", "Sérénité", "59.88", "À signer", "progress", "—"),
        ("C-2026-000183", LONG_NAME, "Premium", "12458.4", "Signé", "info", "21/11/2026"),
        ("C-2026-000181", "Garage du Rhône", "Essentiel", "35.88", "Confirmé", "success", "19/11/2026"),
        ("C-2026-000179", "Optique Lumière", "Sérénité", "59.88", "À compléter", "warning", "—"),
        ("C-2026-000172", "Fleurs de Fourvière", "Essentiel", "35.88", "Rétracté", "danger", "02/11/2026"),
        ("C-2026-000168", "Pressing des Arts", "Essentiel", "35.88", "Expiré", "muted", "—"),
    ]
    return [Contract(number, client, product, Decimal(gross), *rest) for number, client, product, gross, *rest in rows]


def _events(now) -> list[Event]:
    return [
        Event(now, _("Contrat confirmé"), "Nadia Benali, back-office", "success", "circle-check"),
        Event(now - timedelta(hours=1), _("Contrat signé avec le code reçu par SMS"), "", "info", "signature"),
        Event(
            now - timedelta(hours=2),
            _("Le code saisi n’était pas le bon, un nouveau code est parti"),
            "Camille Aubert, agence de Lyon",
            "warning",
            "alert-triangle",
            _("Le client a lu l’ancien SMS."),
        ),
        Event(now - timedelta(days=1), _("Brouillon créé"), "Camille Aubert, agence de Lyon"),
    ]
