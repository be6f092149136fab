"""The tables as the present code expects them; how a database gets there is told by `migrations`.

Whose a document, sample or run is (`owner_id`, `organisation_id`) is NULL where one person works alone.
Kinds, topics and origins are stored by value and not as database enums, so a new one needs no migration.
"""

from typing import Any, TypeAlias

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Table,
    UniqueConstraint,
    false,
    text,
)

from summarizer.store.columns import StoredId, StoredText, UtcDateTime

StoredRow: TypeAlias = Row[*tuple[Any, ...]]

metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    Column("id", StoredId, primary_key=True),
    Column("title", StoredText, nullable=False),
    Column("unit", StoredText, nullable=False),
    Column("kind", StoredText, nullable=False),
    Column("period_year", Integer, nullable=False),
    Column("period_span", StoredText, nullable=False),
    Column("period_number", Integer, nullable=False),
    Column("signed", StoredText, nullable=False),
    Column("date", StoredText, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("deleted_at", UtcDateTime),
    Column("owner_id", StoredId, ForeignKey("users.id")),
    Column("organisation_id", StoredId, ForeignKey("organisations.id")),
    Column("main_recipient", StoredText, nullable=False, server_default=""),
    Column("closing", StoredText, nullable=False, server_default=""),
    Column("attachments", StoredText, nullable=False, server_default=""),  # one a line
    Column("seal", Boolean, nullable=False, server_default=false()),
    Index("ix_documents_owner_id", "owner_id"),
    Index("ix_documents_organisation_id", "organisation_id"),
    # By its hash on PostgreSQL, whose trees take no key as long as a name may be.
    Index("ix_documents_unit", "unit", postgresql_using="hash"),
    Index("ix_documents_deleted_at", "deleted_at"),
)

# Positions run over the hidden sections too, so that a restored one returns between its neighbours.
# `origin` is NULL exactly while `text` is empty: counting drafted sections then reads no text,
# which stands last because SQLite walks a row from its start.
sections = Table(
    "sections",
    metadata,
    Column("id", StoredId, primary_key=True),
    Column("document_id", StoredId, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("heading", StoredText, nullable=False),
    Column("topic", StoredText, nullable=False),
    Column("length_chars", Integer, nullable=False),
    Column("origin", StoredText),
    Column("locked", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("deleted_at", UtcDateTime),
    Column("text", StoredText, nullable=False),
    Index("ix_sections_document_id", "document_id", "position"),
)

# A fact's id is unique within its document only, and for a moment stands twice while it moves to
# another section: hence the key of two columns.
facts = Table(
    "facts",
    metadata,
    Column("section_id", StoredId, ForeignKey("sections.id", ondelete="CASCADE"), primary_key=True),
    Column("id", StoredId, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("text", StoredText, nullable=False),
    Column("last_year", StoredText),
    Column("shelved", Boolean, nullable=False),
)

# `number` counts a section's versions from 1; it orders them also when the clock jumps.
versions = Table(
    "versions",
    metadata,
    Column("id", StoredId, primary_key=True),
    Column("section_id", StoredId, ForeignKey("sections.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("origin", StoredText, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("generation", JSON(none_as_null=True)),
    Column("text", StoredText, nullable=False),
    UniqueConstraint("section_id", "number", name="uq_versions_section_id"),
)

# One row. Locking it lets one process at a time change the library, so that document frequencies are right
# without a lock on every term; it also hands out numbers and says when caches are stale.
corpus = Table(
    "corpus",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("next_passage", Integer, nullable=False),
    Column("next_term", Integer, nullable=False),
)

samples = Table(
    "samples",
    metadata,
    Column("id", StoredId, primary_key=True),
    Column("title", StoredText, nullable=False),
    Column("unit", StoredText, nullable=False),
    Column("kind", StoredText),
    Column("period_year", Integer),
    Column("period_span", StoredText),
    Column("period_number", Integer),
    Column("source", StoredText, nullable=False),
    Column("licence", StoredText, nullable=False),
    Column("content_hash", StoredId, nullable=False),
    Column("builtin", Boolean, nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
    Column("owner_id", StoredId, ForeignKey("users.id")),
    Column("organisation_id", StoredId, ForeignKey("organisations.id")),
    UniqueConstraint("content_hash", name="uq_samples_content_hash"),
    Index("ix_samples_owner_id", "owner_id"),
    Index("ix_samples_organisation_id", "organisation_id"),
    Index("ix_samples_added_at", text("added_at DESC"), "id"),
)

# `number` stands for a passage in the indexes, a quarter of the size of its id. `term_ids` (little-endian
# 32-bit, each as often as the passage holds the term) scores a passage without its postings and says which
# of them to delete: an index over them by passage would double their size.
passages = Table(
    "passages",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", StoredId, nullable=False),
    Column("sample_id", StoredId, ForeignKey("samples.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("heading", StoredText, nullable=False),
    Column("kind", StoredText),
    Column("copy_group", StoredId, nullable=False),
    Column("length", Integer, nullable=False),
    Column("term_ids", LargeBinary, nullable=False),
    Column("text", StoredText, nullable=False),
    Column("masked", StoredText, nullable=False),
    UniqueConstraint("id", name="uq_passages_id"),
    Index("ix_passages_sample_id", "sample_id", "position"),
    Index("ix_passages_copy_group", "copy_group"),
    Index("ix_passages_kind", "kind", "number"),
)

# Rank 0 is the topic a passage is mainly about. `kind` is the passage's: both together are what most searches
# ask for, and found in one index.
passage_topics = Table(
    "passage_topics",
    metadata,
    Column("passage", Integer, ForeignKey("passages.number", ondelete="CASCADE"), primary_key=True),
    Column("topic", StoredText, primary_key=True),
    Column("rank", Integer, nullable=False),
    Column("kind", StoredText),
    Index("ix_passage_topics_topic", "topic", "kind", "passage"),
)

terms = Table(
    "terms",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("term", StoredId, nullable=False),
    Column("df", Integer, nullable=False),
    UniqueConstraint("term", name="uq_terms_term"),
)

# No foreign keys: they would cost a look-up for each of the some hundred rows of a passage. PostgreSQL's key
# includes tf and length: a search then reads neighbours in the index, not rows strewn over the table.
postings = Table(
    "postings",
    metadata,
    Column("term_id", Integer, primary_key=True, autoincrement=False),
    Column("passage", Integer, primary_key=True, autoincrement=False),
    Column("tf", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    sqlite_with_rowid=False,
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("passage", Integer, ForeignKey("passages.number", ondelete="CASCADE"), primary_key=True),
    Index("ix_fingerprints_passage", "passage"),
    sqlite_with_rowid=False,
)

vectors = Table(
    "vectors",
    metadata,
    Column("model", StoredId, primary_key=True),
    Column("passage", Integer, ForeignKey("passages.number", ondelete="CASCADE"), primary_key=True),
    Column("half_floats", LargeBinary, nullable=False),
    Index("ix_vectors_passage", "passage"),
)

# A file as it was given. `cleaning` is written and read by the library alone. A shipped file whose sample was
# removed keeps its row, without content, so that the next start does not bring the sample back.
sources = Table(
    "sources",
    metadata,
    Column("id", StoredId, primary_key=True),
    Column("name", StoredText, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("builtin", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
    Column("cleaning", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

sample_sources = Table(
    "sample_sources",
    metadata,
    Column("sample_id", StoredId, ForeignKey("samples.id", ondelete="CASCADE"), primary_key=True),
    Column("source_id", StoredId, ForeignKey("sources.id", ondelete="CASCADE"), nullable=False),
    Column("article", Integer, nullable=False),
    Index("ix_sample_sources_source_id", "source_id"),
)

# The bin. A snapshot instead of a flag: no search, count or frequency has to look past removed samples.
removed_samples = Table(
    "removed_samples",
    metadata,
    Column("sample_id", StoredId, primary_key=True),
    Column("source_id", StoredId, ForeignKey("sources.id", ondelete="SET NULL")),
    Column("article", Integer, nullable=False),
    Column("removed_at", UtcDateTime, nullable=False),
    Column("snapshot", LargeBinary, nullable=False),
    Column("owner_id", StoredId, ForeignKey("users.id")),
    Column("organisation_id", StoredId, ForeignKey("organisations.id")),
    Index("ix_removed_samples_owner_id", "owner_id"),
    Index("ix_removed_samples_organisation_id", "organisation_id"),
    Index("ix_removed_samples_source_id", "source_id"),
)

# No foreign key to passages: a choice outlives the bin and the new passages of a sample cleaned otherwise.
passage_choices = Table(
    "passage_choices",
    metadata,
    Column("section_id", StoredId, ForeignKey("sections.id", ondelete="CASCADE"), primary_key=True),
    Column("passage_id", StoredId, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("pinned", Boolean, nullable=False),
    Index("ix_passage_choices_passage_id", "passage_id"),
)

# `number` counts a document's runs from 1. A run lives while its owner renews the lease; `ended_at` is set
# when it ends in good order, so a run without it whose lease ran out was interrupted.
runs = Table(
    "runs",
    metadata,
    Column("id", StoredId, primary_key=True),
    Column("document_id", StoredId, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("engine", StoredText, nullable=False),
    Column("options", JSON, nullable=False),
    Column("state", StoredText, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("owner", StoredId, nullable=False),
    Column("lease_until", UtcDateTime, nullable=False),
    Column("stop_asked", Boolean, nullable=False),
    Column("owner_id", StoredId, ForeignKey("users.id")),
    Column("organisation_id", StoredId, ForeignKey("organisations.id")),
    UniqueConstraint("document_id", "number", name="uq_runs_document_id"),
    Index("ix_runs_owner_id", "owner_id"),
    Index("ix_runs_organisation_id", "organisation_id"),
)

# No foreign key to sections: what a run wrote for a section outlives it.
run_sections = Table(
    "run_sections",
    metadata,
    Column("run_id", StoredId, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("section_id", StoredId, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("state", StoredText, nullable=False),
    Column("outcome", StoredText, nullable=False),
    Column("message", StoredText, nullable=False),
    Column("tokens_in", Integer, nullable=False),
    Column("tokens_out", Integer, nullable=False),
    Column("filled", JSON, nullable=False),
    Column("stop_asked", Boolean, nullable=False),
    Column("text", StoredText, nullable=False),
)

# A section has at most one proposal that is not put away: whoever writes one holds the document's lock.
proposals = Table(
    "proposals",
    metadata,
    Column("id", StoredId, primary_key=True),
    Column("section_id", StoredId, ForeignKey("sections.id", ondelete="CASCADE"), nullable=False),
    Column("origin", StoredText, nullable=False),
    Column("variant", Integer, nullable=False),
    Column("is_partial", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("put_away_at", UtcDateTime),
    Column("generation", JSON, nullable=False),
    Column("text", StoredText, nullable=False),
    Index("ix_proposals_section_id", "section_id"),
)

organisations = Table(
    "organisations",
    metadata,
    Column("id", StoredId, primary_key=True),
    Column("name", StoredText, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

users = Table(
    "users",
    metadata,
    Column("id", StoredId, primary_key=True),
    Column("subject", StoredId, nullable=False),
    Column("name", StoredText, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_users_subject", "subject", unique=True),
)

# A user is a member of one organisation at most: whose a new document is must never be a question.
memberships = Table(
    "memberships",
    metadata,
    Column("user_id", StoredId, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("organisation_id", StoredId, ForeignKey("organisations.id"), nullable=False),
    Column("role", StoredText, nullable=False),
    Index("ix_memberships_organisation_id", "organisation_id"),
)

# Who will be a member when they sign in: known by a verified e-mail in lower case, or by their subject.
invitations = Table(
    "invitations",
    metadata,
    Column("id", StoredId, primary_key=True),
    Column("organisation_id", StoredId, ForeignKey("organisations.id"), nullable=False),
    Column("identity", StoredId, nullable=False),
    Column("role", StoredText, nullable=False),
    Column("invited_at", UtcDateTime, nullable=False),
    UniqueConstraint("organisation_id", "identity", name="uq_invitations_organisation_id"),
    Index("ix_invitations_identity", "identity"),
)

# `user_id` is "" for all members of the document's organisation, hence no foreign key.
shares = Table(
    "shares",
    metadata,
    Column("document_id", StoredId, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", StoredId, primary_key=True),
    Column("access", StoredText, nullable=False),
    Index("ix_shares_user_id", "user_id"),
)

# Triggers let nobody change or delete a row. No foreign keys: an entry outlives what it tells of.
audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("user_id", StoredId, nullable=False),
    Column("organisation_id", StoredId),
    Column("action", StoredText, nullable=False),
    Column("subject_id", StoredId, nullable=False),
    Column("detail", StoredText, nullable=False, server_default=""),
    Index("ix_audit_organisation_id", "organisation_id", "number"),
)

# Tokens a month, of a user or of an organisation.
quotas = Table(
    "quotas",
    metadata,
    Column("holder_id", StoredId, primary_key=True),
    Column("tokens", BigInteger, nullable=False),
)

# The tokens of runs that were removed with their documents: they count until the month is over.
# No foreign keys, as in `audit`.
spent_tokens = Table(
    "spent_tokens",
    metadata,
    Column("run_id", StoredId, primary_key=True),
    Column("owner_id", StoredId, nullable=False),
    Column("organisation_id", StoredId),
    Column("created_at", UtcDateTime, nullable=False),
    Column("tokens", BigInteger, nullable=False),
    Index("ix_spent_tokens_owner_id", "owner_id"),
    Index("ix_spent_tokens_organisation_id", "organisation_id"),
)

# What the program itself does once a day, whatever the number of its processes; one row for each such work.
rounds = Table(
    "rounds",
    metadata,
    Column("name", StoredId, primary_key=True),
    Column("done_at", UtcDateTime),
)
