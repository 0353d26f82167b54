"""What a PostgreSQL says of its tables, in the words of `rules`."""

from __future__ import annotations

import psycopg

from smoothschedule.distribution.rules import KEY, Catalog, Reference, Table, Unique

TABLES = """
SELECT c.relname::text, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid
    AND a.attname = %s AND NOT a.attisdropped)
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
ORDER BY 1
"""
# Names of numbered columns, in their order. pg_temp: it is gone with the connection.
COLUMNS = """
CREATE FUNCTION pg_temp.names_of(t oid, numbers int2[]) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(coalesce(a.attname::text, '(expression)') ORDER BY n.place), '{}')
    FROM unnest(numbers) WITH ORDINALITY AS n (number, place)
    LEFT JOIN pg_attribute a ON a.attrelid = t AND a.attnum = n.number AND n.number > 0
$$
"""
# Whatever keeps rows apart: primary keys, unique indexes, exclusion constraints.
UNIQUES = """
SELECT c.relname::text, i.indexrelid::regclass::text,
       pg_temp.names_of(i.indrelid, i.indkey::int2[])
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
WHERE c.relnamespace = 'public'::regnamespace AND (i.indisunique OR i.indisexclusion)
ORDER BY 1, 2
"""
REFERENCES = """
SELECT c.conrelid::regclass::text, quote_ident(c.conname),
       pg_temp.names_of(c.conrelid, c.conkey), c.confrelid::regclass::text,
       pg_temp.names_of(c.confrelid, c.confkey), pg_get_constraintdef(c.oid),
       CASE WHEN c.confdeltype IN ('n', 'd')
            THEN pg_temp.names_of(c.conrelid, coalesce(c.confdelsetcols, c.conkey))
            ELSE '{}' END
FROM pg_constraint c
WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND c.conparentid = 0
ORDER BY 1, 2
"""
TRIGGERS = """
SELECT c.relname::text, t.tgname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal ORDER BY 1, 2
"""
HAS_CITUS = "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')"
PLACED = "SELECT logicalrelid::regclass::text FROM pg_dist_partition WHERE partmethod IN ('h', 'n')"


def has_citus(connection: psycopg.Connection) -> bool:
    """Whether the extension is there."""
    row = connection.execute(HAS_CITUS).fetchone()
    return bool(row and row[0])


def read(connection: psycopg.Connection) -> Catalog:
    """The tables of the schema `public`."""
    connection.execute("DROP FUNCTION IF EXISTS pg_temp.names_of(oid, int2[])")
    connection.execute(COLUMNS)
    references = [
        Reference(table, name, tuple(own), target, tuple(theirs), definition, tuple(emptied))
        for table, name, own, target, theirs, definition, emptied in connection.execute(REFERENCES)
    ]
    placed = connection.execute(PLACED).fetchall() if has_citus(connection) else []
    return Catalog(
        tables=[Table(name, has_key) for name, has_key in connection.execute(TABLES, [KEY])],
        uniques=[Unique(table, n, tuple(c)) for table, n, c in connection.execute(UNIQUES)],
        references=references,
        triggers=[(table, name) for table, name in connection.execute(TRIGGERS)],
        placed=frozenset(name for (name,) in placed),
    )
