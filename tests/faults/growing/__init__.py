"""An application whose migrations are those of a next release: a column more, and an index."""
