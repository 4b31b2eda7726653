"""The components that draw the charts of `portal.ui.charts`, with their legends and tables."""

from django.utils.safestring import SafeString, mark_safe

from portal.ui.charts import BarChart, ShareChart
from portal.ui.components.markup import html

BAR = '<rect class="tone-{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>'
ROW = '<tr><th scope="row" data-label="{}">{}</th>{}</tr>'
CELL = '<td class="number" data-label="{}">{}</td>'


def bar_chart(chart: BarChart):
    return {"chart": chart, "bars": _bars(chart), "rows": _rows(chart)}


def share_chart(chart: ShareChart):
    return {"chart": chart}


# The two dozen bars, and the cells of their table, are written here: a template costs each of them a dozen steps.


def _bars(chart: BarChart) -> SafeString:
    bars = (html(BAR, bar.tone, bar.x, bar.y, bar.width, bar.height, bar.title) for bar in chart.bars)
    return mark_safe("\n      ".join(bars))


def _rows(chart: BarChart) -> SafeString:
    return mark_safe("".join(html(ROW, chart.head, category, _cells(values)) for category, values in chart.rows))


def _cells(values: list[tuple[str, int]]) -> SafeString:
    return mark_safe("".join(html(CELL, label, value) for label, value in values))


def register_with(register) -> None:
    register.inclusion_tag("components/bar_chart.html")(bar_chart)
    register.inclusion_tag("components/share_chart.html")(share_chart)
