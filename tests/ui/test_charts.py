"""Charts start at nought, tell the truth, and hold their figures in a table too."""

import re
from decimal import Decimal

import pytest
from django.template import Context, Template

from portal.ui.charts import COLOURS, HEIGHT, BarChart, Part, Series, ShareChart, round_top


def chart(*values, tone="info") -> BarChart:
    return BarChart("Par semaine", "Semaine", [f"s{n}" for n in range(len(values))], [Series("Signés", values, tone)])


def drawn(one: BarChart) -> str:
    return Template("{% bar_chart chart %}").render(Context({"chart": one}))


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 1), (1, 1), (2, 2), (3, 4), (7, 8), (11, 12), (13, 16), (17, 20), (21, 40), (1001, 1200)]
)
def test_the_axis_ends_on_a_round_number_that_holds_every_value(highest, top):
    assert round_top(highest) == top
    assert chart(highest).ticks[0] == top


def test_the_axis_starts_at_nought_and_heights_are_proportions():
    bars = chart(2, 4, 1).bars
    assert chart(2, 4, 1).ticks == [4, 2, 0]
    assert [float(bar.height) for bar in bars] == [HEIGHT / 2, HEIGHT, HEIGHT / 4]
    assert all(float(bar.y) + float(bar.height) == HEIGHT for bar in bars)


def test_nothing_is_drawn_for_nought():
    assert [bar.title for bar in chart(0, 3).bars] == ["s1, Signés\u00a0: 3"]
    assert chart(0, 0).is_empty


def test_every_value_stands_in_the_table():
    html = drawn(BarChart("T", "Semaine", ["a", "b"], [Series("Signés", [3, 0]), Series("Validés", [1, 7], "success")]))
    assert re.findall(r'<td class="number" data-label="(.*?)">(\d+)</td>', html) == [
        ("Signés", "3"), ("Validés", "1"), ("Signés", "0"), ("Validés", "7"),
    ]  # fmt: skip


def test_numbers_of_the_drawing_keep_their_point_in_french():
    assert not re.search(r'(?:x|y|width|height)="[^"]*,', drawn(chart(1, 2, 3)))


def test_a_chart_refuses_what_it_cannot_draw():
    with pytest.raises(ValueError, match="one value per category"):
        BarChart("T", "S", ["a", "b"], [Series("x", [1])])
    with pytest.raises(ValueError, match="nought"):
        Series("x", [-1])
    with pytest.raises(ValueError, match="tone"):
        Series("x", [1], "pink")


def ring(*percents) -> ShareChart:
    parts = [Part(f"p{rank}", f"{percent} €", Decimal(percent)) for rank, percent in enumerate(percents)]
    return ShareChart("Par type", "Type", "Valeur", parts)


def test_slices_of_a_ring_follow_one_another():
    slices = ring("57.6", "42.4").slices
    assert [(each.length, each.offset) for each in slices] == [("57.6", "0"), ("42.4", "-57.6")]


def test_parts_beyond_the_colours_keep_their_line_in_the_table():
    chart = ring(*["10"] * 10)
    assert {each.colour for each in chart.slices} == set(range(1, COLOURS + 1))
    html = Template("{% share_chart chart %}").render(Context({"chart": chart}))
    assert html.count('<th scope="row">') == 10
    assert "10\u00a0%" in html
