"""The account as scopes and rights read it, and as the key under which a query in its scope is kept."""

# Scopes and rights decide by these: each way they can be is a query of its own.
DECIDING = ("role", "is_active", "is_staff", "is_superuser", "extra_rights")
# Scopes put these into queries as values.
VALUES = ("id", "organisation_id")
NOWHERE = "no database: a scope read something of its reader that `portal.access.readers` does not list"


class Reader:
    """Mixin of the account's model: what `portal.core.prepared_queries.prepared` needs to know of a reader."""

    def scope_key(self) -> tuple:
        """Return what decides how a query in this reader's scope is written; values in it left out."""
        flags = (self.is_active, self.is_staff, self.is_superuser, bool(self.organisation_id))
        return (self.role, *flags, *sorted(self.extra_rights))

    def written_as(self) -> tuple[tuple, dict]:
        """Return the key of queries in this reader's scope, and the values in them."""
        return self.scope_key(), {name: getattr(self, name) for name in VALUES}

    def with_values(self, values: dict):
        """Return this reader with other `values`, for writing the query once for all readers of the same key.

        It has the columns of `DECIDING` and `VALUES` and no other: reading anything else of it asks a database that
        does not exist, and raises. So nothing of the first reader can be kept in a query of the next.
        """
        known = {name: getattr(self, name) for name in DECIDING} | dict.fromkeys(VALUES) | values
        columns = [column.attname for column in self._meta.concrete_fields if column.attname in known]
        return type(self).from_db(NOWHERE, columns, [known[name] for name in columns])
