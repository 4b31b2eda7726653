"""Forms: labels one can see, errors one can find, and an admin left as it is."""

import re

import pytest
from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.template import Context, Template
from django.utils.translation import override

from portal.ui.missing import with_article


class Sample(forms.Form):
    name = forms.CharField(label="Nom", help_text="Tel qu’il figurera sur le contrat.")
    email = forms.EmailField(label="E-mail", required=False)
    agreed = forms.BooleanField(label="D’accord", required=False)
    product = forms.ChoiceField(label="Produit", widget=forms.RadioSelect, choices=[("", "—"), ("a", "A"), ("b", "B")])
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def render(source: str, **context) -> str:
    return Template(source).render(Context(context))


def test_a_field_has_its_label_help_and_error_tied_to_it():
    html = str(Sample({})["name"].as_field_group())
    assert '<label class="field__label" for="id_name">Nom</label>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html


def test_optional_fields_say_so_and_boxes_do_not():
    form = Sample()
    assert "(facultatif)" in form["email"].as_field_group()
    assert "(facultatif)" not in form["name"].as_field_group()
    assert "(facultatif)" not in form["agreed"].as_field_group()


def test_radio_buttons_are_a_group_with_a_name():
    html = Sample()["product"].as_field_group()
    assert html.startswith("<fieldset")
    assert "<legend>Produit</legend>" in html


def test_a_whole_form_renders_every_field_once():
    html = str(Sample())
    for name in ("name", "email", "agreed", "secret"):
        assert len(re.findall(f'name="{name}"', html)) == 1


def test_the_summary_leads_to_each_field_in_error():
    form = Sample({"email": "nonsense"})
    form.add_error(None, "Ce client existe déjà.")
    html = render("{% error_summary form %}", form=form)
    assert 'role="alert"' in html
    assert "Il y a 4 points à corriger" in html
    assert 'href="#id_name"' in html
    assert 'href="#id_email"' in html
    assert 'href="#id_product_0"' in html
    assert "Ce client existe déjà." in html


def test_single_error_is_worded_in_the_singular():
    assert "Il y a un point à corriger" in render("{% error_summary form %}", form=Sample({"name": "A"}))


def test_no_error_no_summary():
    assert render("{% error_summary form %}", form=Sample()).strip() == ""
    assert render("{% error_summary form %}", form=Sample({"name": "A", "product": "a"})).strip() == ""


def test_choices_as_cards_show_their_details_and_leave_the_blank_out():
    html = render("{% choice_cards form.product details=details %}", form=Sample(), details={"a": {"aside": "29 €"}})
    assert html.count('class="choice"') == 2
    assert "29 €" in html


def test_a_code_box_asks_the_phone_for_the_code_just_received():
    html = render("{% code_input form.name %}", form=Sample())
    assert 'autocomplete="one-time-code"' in html
    assert 'inputmode="numeric"' in html
    assert int(re.search(r'maxlength="(\d+)"', html)[1]) > len("Comptoir : 123456 est votre code (10 min)") * 2


def test_widgets_of_the_admin_keep_their_classes():
    class AdminLike(forms.Form):
        name = forms.CharField(widget=AdminTextInputWidget)

    assert 'class="vTextField"' in str(AdminLike()["name"])


@pytest.mark.parametrize(
    ("label", "french", "english"),
    [
        ("Nom du client", "le nom du client", "the nom du client"),
        ("E-mail", "l’e-mail", "the e-mail"),
        ("Raison sociale", "la raison sociale", "the raison sociale"),
        ("SIREN", "le SIREN", "the SIREN"),
        ("Votre prénom", "votre prénom", "the votre prénom"),
        ("Taux annuel (%)", "le taux annuel", "the taux annuel"),
        ("Reçu le", "la date", "the date"),
        ("Pourquoi ?", "", ""),
        ("Chose inconnue", "", "the chose inconnue"),
    ],
)
def test_what_is_missing_has_its_article(label, french, english):
    with override("fr"):
        assert with_article(label) == french
    with override("en"):
        assert with_article(label) == english


def test_an_empty_field_says_what_is_missing_and_a_form_keeps_its_own_sentence():
    class Own(Sample):
        town = forms.CharField(label="Ville", error_messages={"required": "Où habitez-vous ?"})
        unknown = forms.CharField(label="Chose inconnue")

    errors = Own({}).errors
    assert errors["name"] == ["Indiquez le nom."]
    assert errors["product"] == ["Choisissez le produit."]
    assert errors["town"] == ["Où habitez-vous ?"]
    assert errors["unknown"] == ["Complétez ce champ."]
    assert Own({"product": "z"}).errors["product"] != ["Choisissez le produit."]
    with override("en"):
        assert Own({}).errors["name"] == ["Enter the nom."]
