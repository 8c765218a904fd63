"""What a list says of a call for comment."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("posting", sa.Column("list_state", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("posting", "list_state")
