"""The component that draws a `portal.ui.charts.BarChart`, with its legend and its table."""

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from portal.ui.charts import BarChart

BAR = '<rect class="tone-{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>'


def bar_chart(chart: BarChart):
    return {"chart": chart, "bars": _bars(chart), "rows": _rows(chart)}


# The two dozen bars, and the cells of their table, are written here: a template costs each of them a dozen steps.


def _bars(chart: BarChart) -> SafeString:
    bars = ((bar.tone, bar.x, bar.y, bar.width, bar.height, bar.title) for bar in chart.bars)
    return format_html_join("\n      ", BAR, bars)


def _rows(chart: BarChart) -> SafeString:
    rows = ((chart.head, category, _cells(values)) for category, values in chart.rows)
    return format_html_join("", '<tr><th scope="row" data-label="{}">{}</th>{}</tr>', rows)


def _cells(values: list[tuple[str, int]]) -> SafeString:
    return format_html_join("", '<td class="number" data-label="{}">{}</td>', values)


def register_with(register) -> None:
    register.inclusion_tag("components/bar_chart.html")(bar_chart)
