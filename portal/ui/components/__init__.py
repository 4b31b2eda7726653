"""Component tags, one module per kind; `portal.ui.templatetags.ui` gathers them."""
