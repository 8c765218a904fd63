"""Splits, corrections, what changed in a record, and what readers report."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ('undone_by', 'undone_reason'):
        op.add_column('decision', sa.Column(name, sa.String(), nullable=False, server_default=''))
    op.create_table('split_rule',
    sa.Column('decision_id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('from_id', sa.String(), nullable=False),
    sa.Column('to_id', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id']),
    sa.PrimaryKeyConstraint('decision_id', 'position')
    )
    op.create_index('ix_split_rule_value', 'split_rule', ['value'])
    op.create_table('correction',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('notice_id', sa.String(), nullable=False),
    sa.Column('target', sa.String(), nullable=False),
    sa.Column('target_id', sa.String(), nullable=False),
    sa.Column('field', sa.String(), nullable=False),
    sa.Column('value', sa.JSON(), nullable=True),
    sa.Column('was', sa.JSON(), nullable=True),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_by', sa.String(), nullable=False),
    sa.Column('undone_reason', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_correction_at', 'correction', ['at'])
    op.create_index('ix_correction_notice_id', 'correction', ['notice_id'])
    op.create_table('change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('notice_id', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cause', sa.String(), nullable=False),
    sa.Column('detail', sa.String(), nullable=False),
    sa.Column('delta', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_change_at', 'change', ['at'])
    op.create_index('ix_change_notice_id', 'change', ['notice_id'])
    op.create_table('reader_lead',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('notice_id', sa.String(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('contact', sa.String(), nullable=False),
    sa.Column('cause', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_reader_lead_at', 'reader_lead', ['at'])


def downgrade() -> None:
    for name in ('reader_lead', 'change', 'correction', 'split_rule'):
        op.drop_table(name)
    for name in ('undone_reason', 'undone_by'):
        op.drop_column('decision', name)
