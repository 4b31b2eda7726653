"""Indexes that only one of the two databases knows."""

from django.db import models


class TrigramIndex(models.Index):
    """Makes `LIKE '%…%'` fast on PostgreSQL, by its extension pg_trgm, which the owner of a database may install.

    SQLite reads the whole column whatever is done: there the index keeps its name and holds nothing.
    """

    def create_sql(self, model, schema_editor, using="", **kwargs):
        fields = [model._meta.get_field(name) for name in self.fields]
        if schema_editor.connection.vendor != "postgresql":
            return schema_editor._create_index_sql(model, fields=fields, name=self.name, condition="0", **kwargs)
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        return schema_editor._create_index_sql(
            model, fields=fields, name=self.name, using=" USING gin", opclasses=["gin_trgm_ops"], **kwargs
        )
