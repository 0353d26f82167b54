"""Beyond one PostgreSQL: the same schema on Citus. See docs/scale.md."""
