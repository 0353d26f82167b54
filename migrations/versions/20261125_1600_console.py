"""What the platform's console may read, and the failed jobs that it may start again.

Revision ID: 20261125_1600
"""

import sqlalchemy as sa
from alembic import op

from migrations import rls

revision = "20261125_1600"
down_revision = "20261125_1500"
branch_labels = None
depends_on = None

JOB_TABLES = ("jobs", "platform_jobs")
SHOWN_OF_JOBS = (
    "tenant_id, id, name, state, attempts, due_at, sent_at, lease_until, finished_at, failure,"
    " created_at"
)
#: The directory of people: who has an account where. Nothing of what they do there.
SHOWN_OF_USERS = (
    "tenant_id, id, email, name, role, is_active, is_temporary, last_sign_in_at, created_at"
)
#: Sales sees demo businesses only: which those are, the policy of tenants says.
SEES_TENANT = "tenant_id IN (SELECT t.id FROM tenants t)"
OWN_VISIT = "nullif(current_setting('app.user_id', true), '')::uuid IN (actor_id, target_id)"


def upgrade() -> None:
    for table in JOB_TABLES:
        # The kind of error alone: its message may quote an address or a name.
        failure = sa.Computed("split_part(error, ':', 1)", persisted=True)
        op.add_column(table, sa.Column("failure", sa.Text(), failure, nullable=True))
    op.execute(
        f"CREATE POLICY console ON users FOR SELECT TO smooth_platform USING ({rls.PLATFORM_SEES})"
    )
    op.execute(f"GRANT SELECT ({SHOWN_OF_USERS}) ON users TO smooth_platform")
    rls.let_platform_read("jobs", SHOWN_OF_JOBS, rule=SEES_TENANT)
    op.execute(
        "CREATE POLICY platform_retries ON jobs FOR UPDATE TO smooth_platform"
        f" USING (state = 'failed' AND {SEES_TENANT})"
        f" WITH CHECK (state = 'queued' AND {SEES_TENANT})"
    )
    op.execute(
        "GRANT UPDATE (state, attempts, due_at, sent_at, lease_until, finished_at)"
        " ON jobs TO smooth_platform"
    )
    # A superuser in a sales person's place must find, and may end, the visit that they are on.
    for command in ("SELECT", "UPDATE"):
        op.execute(
            f"CREATE POLICY console_{command.lower()}s_own ON visits FOR {command}"
            f" TO smooth_platform USING ({OWN_VISIT})"
        )


def downgrade() -> None:
    op.execute("DROP POLICY console_updates_own ON visits")
    op.execute("DROP POLICY console_selects_own ON visits")
    op.execute(
        "REVOKE UPDATE (state, attempts, due_at, sent_at, lease_until, finished_at)"
        " ON jobs FROM smooth_platform"
    )
    op.execute("DROP POLICY platform_retries ON jobs")
    op.execute(f"REVOKE SELECT ({SHOWN_OF_JOBS}) ON jobs FROM smooth_platform")
    op.execute("DROP POLICY platform ON jobs")
    op.execute(f"REVOKE SELECT ({SHOWN_OF_USERS}) ON users FROM smooth_platform")
    op.execute("DROP POLICY console ON users")
    for table in JOB_TABLES:
        op.drop_column(table, "failure")
