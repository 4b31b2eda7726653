"""The component that draws a `portal.ui.charts.BarChart`, with its legend and its table."""

from portal.ui.charts import BarChart


def bar_chart(chart: BarChart):
    return {"chart": chart}


def register_with(register) -> None:
    register.inclusion_tag("components/bar_chart.html")(bar_chart)
