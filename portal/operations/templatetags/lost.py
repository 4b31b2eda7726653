"""What cards of lost messages show."""

from django import template

from portal.operations import dead_letters

register = template.Library()
register.filter("lost_title", dead_letters.title_of)
register.filter("lost_recipient", dead_letters.masked_recipient)
