"""What every migration says to protect its tables. Append only: old migrations use it as it was."""

from alembic import op

CURRENT_TENANT = "nullif(current_setting('app.tenant_id', true), '')::uuid"
#: Platform staff see a tenant's rows only with a role said at BEGIN; sales only demo tenants'.
PLATFORM_SEES = (
    "is_temporary OR current_setting('app.platform_role', true)"
    " IN ('SUPERUSER', 'PLATFORM_MANAGER', 'PLATFORM_SUPPORT')"
)


def protect_tenant_table(
    table: str, *, column: str = "tenant_id", grants: str = "SELECT, INSERT, UPDATE, DELETE"
) -> None:
    """smooth_app sees and writes only rows of the tenant said at BEGIN; unset means none."""
    force(table)
    rule = f"{column} = {CURRENT_TENANT}"
    op.execute(
        f"CREATE POLICY tenant_isolation ON {table} TO smooth_app"
        f" USING ({rule}) WITH CHECK ({rule})"
    )
    op.execute(f"GRANT {grants} ON {table} TO smooth_app")


def force(table: str) -> None:
    """Row security holds on the table, for its owner too."""
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def let_lookup_read(table: str, columns: str) -> None:
    """The look-up functions may read these columns of every row."""
    op.execute(f"CREATE POLICY lookup ON {table} FOR SELECT TO smooth_lookup USING (true)")
    op.execute(f"GRANT SELECT ({columns}) ON {table} TO smooth_lookup")


def let_platform_read(table: str, columns: str, *, rule: str) -> None:
    """Platform staff may read these columns of the rows that the rule lets them see."""
    op.execute(f"CREATE POLICY platform ON {table} FOR SELECT TO smooth_platform USING ({rule})")
    op.execute(f"GRANT SELECT ({columns}) ON {table} TO smooth_platform")


def lookup_function(signature: str, returns: str, body: str, *, callers: str) -> None:
    """A function that answers before a tenant is known, with ids only.

    It runs as smooth_lookup, which owns nothing else and may read only what
    `let_lookup_read` gave it.
    """
    op.execute(
        f"CREATE FUNCTION lookup.{signature} RETURNS {returns} LANGUAGE sql STABLE"
        f" SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $${body}$$"
    )
    op.execute(f"ALTER FUNCTION lookup.{signature} OWNER TO smooth_lookup")
    op.execute(f"REVOKE ALL ON FUNCTION lookup.{signature} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION lookup.{signature} TO {callers}")
