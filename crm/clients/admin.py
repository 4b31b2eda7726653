from django.contrib import admin

from crm.clients.models import Client


@admin.register(Client)
class ClientAdmin(admin.ModelAdmin):
    list_display = ["__str__", "kind", "email", "phone", "city", "owner"]
    list_filter = ["kind", "agency"]
    search_fields = ["search_text"]
    list_select_related = ["owner"]
    autocomplete_fields = ["owner", "account"]
    show_full_result_count = False
