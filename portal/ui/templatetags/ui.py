"""The components of the portal, builtin in every template. The gallery at `/_ui/` shows each in each state.

They are strict: an unknown or missing attribute, tone or icon is an error when the page is rendered in a test,
not a silent hole in production.
"""

from django import template

from portal.ui.components import blocks, charts, controls, data, feedback, formats, forms, highlight, navigation

register = template.Library()

for module in (formats, controls, blocks, charts, data, feedback, forms, highlight, navigation):
    module.register_with(register)
