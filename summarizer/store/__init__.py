"""Documents, facts and versions in SQLite or PostgreSQL through SQLAlchemy Core."""
