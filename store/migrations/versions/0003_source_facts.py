"""What a source yields, how often it is asked, and when it was last checked live."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tier", sa.Integer(), nullable=False, server_default="2"))
        batch_op.add_column(sa.Column("lists", sa.JSON(), nullable=False, server_default="[]"))
        for name in ("cadence", "cadence_en", "yields", "yields_en", "checked"):
            batch_op.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
