"""A list declares what it shows by the paths of values; what it loads of its records follows from that."""

import pytest
from django.template import Context, Template

from contracts.sales.models import Contract
from crm.models import Client
from portal.access.roles import Role
from portal.core.reading import columns_read, reader, reads, relations_read
from portal.exchange.lists import list_urls
from portal.ui.listing import registry
from portal.ui.listing.cards import Card
from portal.ui.listing.declaration import Column, Empty
from portal.ui.listing.values import Day, Shown
from presales.opportunities.listing import OPPORTUNITIES
from presales.opportunities.models import Opportunity
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.presales import OpportunityFactory

LISTS = registry.every()


def test_columns_follow_paths_through_relations_and_marked_properties():
    assert columns_read(Opportunity, "title", "product.name") == {"title", "product__name"}
    assert columns_read(Client, "display_name") == {"kind", "company_name", "first_name", "last_name"}
    assert relations_read(Opportunity, "owner.get_full_name") == {"owner"}
    assert relations_read(Contract, "product_name") == {"product"}


def test_undeclared_reads_are_reported():
    with pytest.raises(ValueError, match="Client.is_household does not say what it reads"):
        columns_read(Client, "is_household")
    with pytest.raises(ValueError, match="lambda"):
        columns_read(Client, lambda client: client.city)


def test_value_behind_an_empty_relation_is_none():
    assert reader(Opportunity, "product.name")(Opportunity()) is None
    assert reader(Opportunity, "product.name")(Opportunity(product=ProductFactory.build(name="Fibre"))) == "Fibre"


@pytest.mark.parametrize("listing", LISTS, ids=lambda listing: listing.name)
def test_every_list_knows_what_its_cards_and_columns_read(listing):
    assert isinstance(listing.card, Card)
    assert listing.card_columns
    assert all(callable(column.cell) for column in listing.columns)


def test_days_choices_and_amounts_are_written_as_such():
    opportunity = OpportunityFactory.build(kind="renewal", amount="1200.50", created_at="2026-03-02T09:00Z")
    opportunity.clean_fields(exclude=["organisation", "owner", "product", "client"])
    cells = {column.key: column for column in OPPORTUNITIES.columns}
    assert cells["type"].cell(opportunity) == "Renouvellement"
    assert cells["creee"].cell(opportunity) == "02/03/2026"
    assert cells["creee"].whole
    assert cells["creee"].exported(opportunity) == opportunity.created_at
    assert cells["montant"].cell(opportunity) == "1\u00a0200,50\u00a0€"
    assert cells["montant"].exported(opportunity) == opportunity.amount


def test_empty_parts_leave_no_trace_on_a_card():
    card = Card(title="title", lines=("company_name", "product.name"), strong="amount", unit="notes", small="siren")
    html = card.drawer(Opportunity, lambda row: "/x/")(Opportunity(title="Parc <12>", company_name="Noé"), "?liste=a")
    assert '<h3 class="record__title">Parc &lt;12&gt;</h3>' in html
    assert '<p class="soft">Noé</p>' in html
    assert 'href="/x/?liste=a"' in html
    assert 'class="strong"' not in html
    assert "None" not in html


def test_card_writes_values_its_own_way():
    @reads("title")
    def shouted(row):
        return row.title.upper()

    card = Card(title=shouted, foot=Day("created_at", "Le %(day)s"), small=Shown("siren", lambda siren: siren[:3]))
    row = Opportunity(title="parc", siren="732829320")
    html = card.drawer(Opportunity, lambda row: "/x/")(row, "")
    assert "PARC" in html
    assert '<p class="soft small">732</p>' in html
    assert card.columns(Opportunity) == {"title", "created_at", "siren"}


def test_column_by_a_path_joins_what_it_goes_through():
    assert Column("x", "X", "owner.get_full_name").of(Opportunity).related == ("owner",)


def test_addresses_are_those_the_list_offers():
    names = [entry.name for entry in list_urls(OPPORTUNITIES)]
    assert names == [
        "opportunities",
        "opportunities_suggestions",
        "opportunities_counts",
        "opportunities_cell_etape",
        "opportunities_cell_montant",
        "opportunities_cell_cloture",
        "opportunities_cell_probabilite",
        "opportunities_totals",
        "opportunities_export",
    ]
    assert list_urls(OPPORTUNITIES)[-1].callback.access == ("requires", (OPPORTUNITIES.export_right,))


@pytest.mark.django_db
def test_empty_list_invites_those_who_may_add():
    told = OPPORTUNITIES.nothing_for(UserFactory(role=Role.PARTNER))
    assert isinstance(told, Empty)
    assert (told.action_url, told.icon) == ("/opportunites/nouvelle/", "target")
    reader_of_all = OPPORTUNITIES.nothing_for(UserFactory(role=Role.PRESALES))
    assert (reader_of_all.text, reader_of_all.action_url) == ("Celles des partenaires apparaîtront ici.", "")


@pytest.mark.django_db
def test_filters_find_the_suggestions_of_their_own_list(rf):
    request = rf.get("/")
    request.user = UserFactory(role=Role.PARTNER)
    form = OPPORTUNITIES.filters({}, queryset=Opportunity.objects.none(), request=request).form
    drawn = Template("{{ form }}").render(Context({"form": form}))
    assert 'hx-get="/opportunites/suggestions/?champ=suivie_par"' in drawn
