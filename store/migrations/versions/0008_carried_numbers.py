"""The exact numbers that entries carry, to be found by."""

import json

import sqlalchemy as sa
from alembic import op

from store.carried import credit_code, filing

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ('credit_code', 'filing'):
        op.add_column('entry', sa.Column(name, sa.String(), nullable=False, server_default=''))
    op.create_index('ix_entry_credit_code', 'entry', ['credit_code', 'company_id'])
    op.create_index('ix_entry_filing', 'entry', ['filing', 'app_id'])
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, filing_number, raw FROM entry WHERE subject = 'app'")).all()
    carried = []
    for id_, number, raw in rows:
        cells = json.loads(raw)
        carried.append({'id': id_, 'credit': credit_code(cells), 'filing': filing([number, *cells])})
    carried = [row for row in carried if row['credit'] or row['filing']]
    if carried:
        connection.execute(sa.text('UPDATE entry SET credit_code = :credit, filing = :filing WHERE id = :id'), carried)


def downgrade() -> None:
    op.drop_index('ix_entry_filing', 'entry')
    op.drop_index('ix_entry_credit_code', 'entry')
    for name in ('filing', 'credit_code'):
        op.drop_column('entry', name)
