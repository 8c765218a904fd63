"""Where crawls go on, which visits failed, which hosts rest."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('host',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('refusals', sa.Integer(), nullable=False),
    sa.Column('rest_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('name')
    )
    op.add_column('source', sa.Column('resume', sa.JSON(), nullable=True))
    op.add_column('source', sa.Column('soon', sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in ('tries', 'files_lost', 'files_tries'):
        op.add_column('posting', sa.Column(name, sa.Integer(), nullable=False, server_default='0'))


def downgrade() -> None:
    for name in ('files_tries', 'files_lost', 'tries'):
        op.drop_column('posting', name)
    op.drop_column('source', 'soon')
    op.drop_column('source', 'resume')
    op.drop_table('host')
