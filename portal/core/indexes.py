"""Indexes of lists, and those that only one of the two databases knows."""

from collections.abc import Mapping

from django.db import models

WORDS_KNOWN = 500  # samples by which the planner tells a frequent word from a rare one; it takes 100 unasked


def sort_indexes(prefix: str, scopes: Mapping[str, str], sorts: Mapping[str, str]) -> list[models.Index]:
    """Return one index per sort of a list and per scope of its readers, and one per sort for those who read all.

    Both map the end of an index's name to a column: `{"org": "organisation"}` and `{"created": "created_at"}` give
    `<prefix>_org_created` and `<prefix>_created`.
    """
    indexes = []
    for sort, column in sorts.items():
        for scope, group in scopes.items():
            indexes.append(models.Index(fields=[group, column, "id"], name=f"{prefix}_{scope}_{sort}"))
        indexes.append(models.Index(fields=[column, "id"], name=f"{prefix}_{sort}"))
    return indexes


class SearchIndex(models.Index):
    """Makes `LIKE '%…%'` on the last of `fields` fast on PostgreSQL, also within one value of each of the others.

    By its extensions pg_trgm and btree_gin, which the owner of a database may install. The other fields are keys
    of a `BigAutoField`; the index is used for them where values come with their type, as
    `core.prepared_queries.wording` sends them.
    SQLite reads the whole column whatever is done: there the index keeps its name and holds nothing.
    """

    def create_sql(self, model, schema_editor, using="", **kwargs):
        fields = [model._meta.get_field(name) for name in self.fields]
        if schema_editor.connection.vendor != "postgresql":
            return schema_editor._create_index_sql(model, fields=fields, name=self.name, condition="0", **kwargs)
        for extension in ("pg_trgm", "btree_gin"):
            schema_editor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        table, column = map(schema_editor.quote_name, (model._meta.db_table, fields[-1].column))
        schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS {WORDS_KNOWN}")
        kinds = ["int8_ops"] * (len(fields) - 1) + ["gin_trgm_ops"]
        return schema_editor._create_index_sql(
            model, fields=fields, name=self.name, using=" USING gin", opclasses=kinds, **kwargs
        )
