"""The schema's history (Alembic). `store.db.open_store` brings a database to the newest revision."""
