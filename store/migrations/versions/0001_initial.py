"""The first schema, with the full-text index of notices."""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE notice_search USING fts5("
        "notice_id UNINDEXED, title, body, names, tokenize = 'unicode61 remove_diacritics 2')"
    )
    op.create_table('company',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('type', sa.String(), nullable=False),
    sa.Column('group_id', sa.String(), nullable=True),
    sa.Column('curated', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('first_seen', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_changed', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['company.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key')
    )
    with op.batch_alter_table('company', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_company_curated'), ['curated'], unique=False)
        batch_op.create_index(batch_op.f('ix_company_group_id'), ['group_id'], unique=False)

    op.create_table('decision',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('from_id', sa.String(), nullable=False),
    sa.Column('to_id', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('moved', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('lease',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name')
    )
    op.create_table('name',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('subject_id', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('basis', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('subject_id', 'key', 'kind')
    )
    with op.batch_alter_table('name', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_name_key'), ['key'], unique=False)
        batch_op.create_index(batch_op.f('ix_name_subject_id'), ['subject_id'], unique=False)

    op.create_table('notice',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('document', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('url', sa.String(), nullable=False),
    sa.Column('posting_id', sa.String(), nullable=False),
    sa.Column('version_id', sa.String(), nullable=False),
    sa.Column('day', sa.String(), nullable=False),
    sa.Column('published_on', sa.String(), nullable=False),
    sa.Column('published_precision', sa.String(), nullable=False),
    sa.Column('published_basis', sa.String(), nullable=False),
    sa.Column('published_printed', sa.String(), nullable=False),
    sa.Column('signed_on', sa.String(), nullable=False),
    sa.Column('signed_precision', sa.String(), nullable=False),
    sa.Column('signed_basis', sa.String(), nullable=False),
    sa.Column('signed_printed', sa.String(), nullable=False),
    sa.Column('batch_year', sa.Integer(), nullable=True),
    sa.Column('batch_in_year', sa.Integer(), nullable=True),
    sa.Column('batch_overall', sa.Integer(), nullable=True),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('seal_state', sa.String(), nullable=False),
    sa.Column('seal_stated', sa.Integer(), nullable=True),
    sa.Column('seal_read', sa.Integer(), nullable=False),
    sa.Column('seal_text', sa.String(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('extractor', sa.String(), nullable=False),
    sa.Column('first_seen', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_changed', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_checked', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_day'), ['day'], unique=False)
        batch_op.create_index(batch_op.f('ix_notice_first_seen'), ['first_seen'], unique=False)
        batch_op.create_index(batch_op.f('ix_notice_posting_id'), ['posting_id'], unique=False)

    op.create_table('request',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('source_id', sa.String(), nullable=False),
    sa.Column('asked', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('run',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('job', sa.String(), nullable=False),
    sa.Column('source_id', sa.String(), nullable=False),
    sa.Column('started', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended', sa.DateTime(timezone=True), nullable=True),
    sa.Column('verdict', sa.String(), nullable=False),
    sa.Column('progress', sa.String(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('checks', sa.JSON(), nullable=False),
    sa.Column('error', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_run_source_id'), ['source_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_run_started'), ['started'], unique=False)

    op.create_table('source',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('title_en', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('issuer', sa.String(), nullable=True),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('home', sa.String(), nullable=False),
    sa.Column('layout', sa.String(), nullable=False),
    sa.Column('cron', sa.String(), nullable=False),
    sa.Column('enabled', sa.Boolean(), nullable=False),
    sa.Column('why_not', sa.String(), nullable=False),
    sa.Column('silent_days', sa.Integer(), nullable=True),
    sa.Column('min_rows', sa.Integer(), nullable=False),
    sa.Column('first_seen', sa.DateTime(timezone=True), nullable=False),
    sa.Column('backfilled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered', sa.Boolean(), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('paused', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('store_mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('created', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('subscriber',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('zone', sa.String(), nullable=False),
    sa.Column('token', sa.String(), nullable=False),
    sa.Column('feed', sa.String(), nullable=False),
    sa.Column('created', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('address')
    )
    with op.batch_alter_table('subscriber', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_subscriber_feed'), ['feed'], unique=False)
        batch_op.create_index(batch_op.f('ix_subscriber_token'), ['token'], unique=False)

    op.create_table('app',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('company_id', sa.String(), nullable=True),
    sa.Column('curated', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('first_seen', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_changed', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key')
    )
    with op.batch_alter_table('app', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_app_company_id'), ['company_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_app_curated'), ['curated'], unique=False)

    op.create_table('deadline',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('notice_id', sa.String(), nullable=False),
    sa.Column('on', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('duration', sa.String(), nullable=False),
    sa.Column('working_days', sa.Boolean(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('addressee', sa.String(), nullable=False),
    sa.Column('report_to', sa.String(), nullable=False),
    sa.Column('provisional', sa.Boolean(), nullable=False),
    sa.Column('basis', sa.String(), nullable=False),
    sa.Column('confidence', sa.Float(), nullable=False),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('deadline', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deadline_notice_id'), ['notice_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_deadline_on'), ['on'], unique=False)

    op.create_table('finding',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('notice_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('wording', sa.String(), nullable=False),
    sa.Column('regulator', sa.String(), nullable=False),
    sa.Column('targets', sa.JSON(), nullable=False),
    sa.Column('day', sa.String(), nullable=False),
    sa.Column('confidence', sa.Float(), nullable=False),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('finding', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_finding_code'), ['code'], unique=False)
        batch_op.create_index(batch_op.f('ix_finding_kind'), ['kind'], unique=False)
        batch_op.create_index(batch_op.f('ix_finding_notice_id'), ['notice_id'], unique=False)

    op.create_table('notice_issue',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('notice_id', sa.String(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('raw', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('notice_issue', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_issue_code'), ['code'], unique=False)
        batch_op.create_index(batch_op.f('ix_notice_issue_notice_id'), ['notice_id'], unique=False)

    op.create_table('notice_issuer',
    sa.Column('notice_id', sa.String(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('basis', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], ),
    sa.PrimaryKeyConstraint('notice_id', 'code')
    )
    with op.batch_alter_table('notice_issuer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_issuer_code'), ['code'], unique=False)

    op.create_table('notice_link',
    sa.Column('from_id', sa.String(), nullable=False),
    sa.Column('to_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('basis', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['from_id'], ['notice.id'], ),
    sa.ForeignKeyConstraint(['to_id'], ['notice.id'], ),
    sa.PrimaryKeyConstraint('from_id', 'to_id', 'kind')
    )
    op.create_table('penalty',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('notice_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('amount', sa.Numeric(precision=20, scale=2), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('target', sa.String(), nullable=False),
    sa.Column('confidence', sa.Float(), nullable=False),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('penalty', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_penalty_notice_id'), ['notice_id'], unique=False)

    op.create_table('posting',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('source_id', sa.String(), nullable=False),
    sa.Column('url', sa.String(), nullable=False),
    sa.Column('url_normal', sa.String(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('error', sa.String(), nullable=False),
    sa.Column('list_title', sa.String(), nullable=False),
    sa.Column('list_day', sa.String(), nullable=False),
    sa.Column('notice_id', sa.String(), nullable=True),
    sa.Column('etag', sa.String(), nullable=False),
    sa.Column('last_modified', sa.String(), nullable=False),
    sa.Column('strikes', sa.Integer(), nullable=False),
    sa.Column('first_strike', sa.DateTime(timezone=True), nullable=True),
    sa.Column('first_seen', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_changed', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_checked', sa.DateTime(timezone=True), nullable=True),
    sa.Column('unread', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], ),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('posting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_posting_notice_id'), ['notice_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_posting_source_id'), ['source_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_posting_url_normal'), ['url_normal'], unique=False)

    op.create_table('redirect',
    sa.Column('old_id', sa.String(), nullable=False),
    sa.Column('new_id', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('decision_id', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], ),
    sa.PrimaryKeyConstraint('old_id')
    )
    with op.batch_alter_table('redirect', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_redirect_new_id'), ['new_id'], unique=False)

    op.create_table('subscription',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('subscriber_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('target', sa.String(), nullable=False),
    sa.Column('asked', sa.String(), nullable=False),
    sa.Column('created', sa.DateTime(timezone=True), nullable=False),
    sa.Column('token', sa.String(), nullable=False),
    sa.Column('mailed', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed', sa.DateTime(timezone=True), nullable=True),
    sa.Column('caught_up', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['subscriber_id'], ['subscriber.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('subscriber_id', 'kind', 'target')
    )
    with op.batch_alter_table('subscription', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_subscription_subscriber_id'), ['subscriber_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_subscription_token'), ['token'], unique=False)

    op.create_table('trigger',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('notice_id', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('subject_id', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('late', sa.Boolean(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('matched', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('trigger', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_trigger_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_trigger_matched'), ['matched'], unique=False)
        batch_op.create_index(batch_op.f('ix_trigger_notice_id'), ['notice_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_trigger_subject_id'), ['subject_id'], unique=False)

    op.create_table('delivery',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('subscriber_id', sa.String(), nullable=False),
    sa.Column('trigger_id', sa.String(), nullable=False),
    sa.Column('subscription_id', sa.String(), nullable=False),
    sa.Column('notice_id', sa.String(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('error', sa.String(), nullable=False),
    sa.Column('message_id', sa.String(), nullable=False),
    sa.Column('created', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tried', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sent', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['subscriber_id'], ['subscriber.id'], ),
    sa.ForeignKeyConstraint(['subscription_id'], ['subscription.id'], ),
    sa.ForeignKeyConstraint(['trigger_id'], ['trigger.id'], ),
    sa.PrimaryKeyConstraint('key')
    )
    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_delivery_message_id'), ['message_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_delivery_notice_id'), ['notice_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_delivery_subscriber_id'), ['subscriber_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_delivery_trigger_id'), ['trigger_id'], unique=False)

    op.create_table('entry',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('notice_id', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('app_id', sa.String(), nullable=True),
    sa.Column('company_id', sa.String(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('aliases', sa.JSON(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('developer', sa.String(), nullable=False),
    sa.Column('version', sa.String(), nullable=False),
    sa.Column('store', sa.String(), nullable=False),
    sa.Column('category', sa.String(), nullable=False),
    sa.Column('filing_number', sa.String(), nullable=False),
    sa.Column('region', sa.String(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('row', sa.Integer(), nullable=True),
    sa.Column('list_number', sa.Integer(), nullable=True),
    sa.Column('raw', sa.JSON(), nullable=False),
    sa.Column('rule', sa.String(), nullable=False),
    sa.Column('confidence', sa.Float(), nullable=False),
    sa.ForeignKeyConstraint(['app_id'], ['app.id'], ),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], ),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_entry_app_id'), ['app_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_entry_company_id'), ['company_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_entry_key'), ['key'], unique=False)
        batch_op.create_index(batch_op.f('ix_entry_notice_id'), ['notice_id'], unique=False)

    op.create_table('version',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('posting_id', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['posting_id'], ['posting.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('posting_id', 'number')
    )
    with op.batch_alter_table('version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_version_posting_id'), ['posting_id'], unique=False)

    op.create_table('document',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('version_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('asked_url', sa.String(), nullable=False),
    sa.Column('final_url', sa.String(), nullable=False),
    sa.Column('status', sa.Integer(), nullable=False),
    sa.Column('headers', sa.JSON(), nullable=False),
    sa.Column('fetched_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('media_type', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_document_sha256'), ['sha256'], unique=False)
        batch_op.create_index(batch_op.f('ix_document_version_id'), ['version_id'], unique=False)

    op.create_table('entry_problem',
    sa.Column('entry_id', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('wording', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['entry.id'], ),
    sa.PrimaryKeyConstraint('entry_id', 'position')
    )
    with op.batch_alter_table('entry_problem', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_entry_problem_code'), ['code'], unique=False)

    op.create_table('extraction',
    sa.Column('version_id', sa.String(), nullable=False),
    sa.Column('extractor', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('record', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], ),
    sa.PrimaryKeyConstraint('version_id')
    )
    with op.batch_alter_table('extraction', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_extraction_extractor'), ['extractor'], unique=False)

    op.create_table('mention',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('notice_id', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('subject_id', sa.String(), nullable=False),
    sa.Column('field', sa.String(), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.Column('quote', sa.String(), nullable=False),
    sa.Column('document_id', sa.String(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=True),
    sa.Column('end', sa.Integer(), nullable=True),
    sa.Column('table_number', sa.Integer(), nullable=True),
    sa.Column('row', sa.Integer(), nullable=True),
    sa.Column('col', sa.Integer(), nullable=True),
    sa.Column('page', sa.Integer(), nullable=True),
    sa.Column('box', sa.JSON(), nullable=True),
    sa.Column('rule', sa.String(), nullable=False),
    sa.Column('confidence', sa.Float(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], ),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('mention', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mention_notice_id'), ['notice_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mention_subject_id'), ['subject_id'], unique=False)

    op.create_table('reading',
    sa.Column('document_id', sa.String(), nullable=False),
    sa.Column('reader', sa.String(), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], ),
    sa.PrimaryKeyConstraint('document_id')
    )


def downgrade() -> None:
    op.execute("DROP TABLE notice_search")
    op.drop_table('reading')
    with op.batch_alter_table('mention', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mention_subject_id'))
        batch_op.drop_index(batch_op.f('ix_mention_notice_id'))

    op.drop_table('mention')
    with op.batch_alter_table('extraction', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_extraction_extractor'))

    op.drop_table('extraction')
    with op.batch_alter_table('entry_problem', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_entry_problem_code'))

    op.drop_table('entry_problem')
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_document_version_id'))
        batch_op.drop_index(batch_op.f('ix_document_sha256'))

    op.drop_table('document')
    with op.batch_alter_table('version', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_version_posting_id'))

    op.drop_table('version')
    with op.batch_alter_table('entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_entry_notice_id'))
        batch_op.drop_index(batch_op.f('ix_entry_key'))
        batch_op.drop_index(batch_op.f('ix_entry_company_id'))
        batch_op.drop_index(batch_op.f('ix_entry_app_id'))

    op.drop_table('entry')
    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_delivery_trigger_id'))
        batch_op.drop_index(batch_op.f('ix_delivery_subscriber_id'))
        batch_op.drop_index(batch_op.f('ix_delivery_notice_id'))
        batch_op.drop_index(batch_op.f('ix_delivery_message_id'))

    op.drop_table('delivery')
    with op.batch_alter_table('trigger', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_trigger_subject_id'))
        batch_op.drop_index(batch_op.f('ix_trigger_notice_id'))
        batch_op.drop_index(batch_op.f('ix_trigger_matched'))
        batch_op.drop_index(batch_op.f('ix_trigger_at'))

    op.drop_table('trigger')
    with op.batch_alter_table('subscription', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_subscription_token'))
        batch_op.drop_index(batch_op.f('ix_subscription_subscriber_id'))

    op.drop_table('subscription')
    with op.batch_alter_table('redirect', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_redirect_new_id'))

    op.drop_table('redirect')
    with op.batch_alter_table('posting', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_posting_url_normal'))
        batch_op.drop_index(batch_op.f('ix_posting_source_id'))
        batch_op.drop_index(batch_op.f('ix_posting_notice_id'))

    op.drop_table('posting')
    with op.batch_alter_table('penalty', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_penalty_notice_id'))

    op.drop_table('penalty')
    op.drop_table('notice_link')
    with op.batch_alter_table('notice_issuer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_notice_issuer_code'))

    op.drop_table('notice_issuer')
    with op.batch_alter_table('notice_issue', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_notice_issue_notice_id'))
        batch_op.drop_index(batch_op.f('ix_notice_issue_code'))

    op.drop_table('notice_issue')
    with op.batch_alter_table('finding', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_finding_notice_id'))
        batch_op.drop_index(batch_op.f('ix_finding_kind'))
        batch_op.drop_index(batch_op.f('ix_finding_code'))

    op.drop_table('finding')
    with op.batch_alter_table('deadline', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_deadline_on'))
        batch_op.drop_index(batch_op.f('ix_deadline_notice_id'))

    op.drop_table('deadline')
    with op.batch_alter_table('app', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_app_curated'))
        batch_op.drop_index(batch_op.f('ix_app_company_id'))

    op.drop_table('app')
    with op.batch_alter_table('subscriber', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_subscriber_token'))
        batch_op.drop_index(batch_op.f('ix_subscriber_feed'))

    op.drop_table('subscriber')
    op.drop_table('store_mark')
    op.drop_table('source')
    with op.batch_alter_table('run', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_run_started'))
        batch_op.drop_index(batch_op.f('ix_run_source_id'))

    op.drop_table('run')
    op.drop_table('request')
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_notice_posting_id'))
        batch_op.drop_index(batch_op.f('ix_notice_first_seen'))
        batch_op.drop_index(batch_op.f('ix_notice_day'))

    op.drop_table('notice')
    with op.batch_alter_table('name', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_name_subject_id'))
        batch_op.drop_index(batch_op.f('ix_name_key'))

    op.drop_table('name')
    op.drop_table('lease')
    op.drop_table('decision')
    with op.batch_alter_table('company', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_company_group_id'))
        batch_op.drop_index(batch_op.f('ix_company_curated'))

    op.drop_table('company')
