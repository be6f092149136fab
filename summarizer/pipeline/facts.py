"""What a user can do with facts: type, shelve, move, compare with last year."""

from collections.abc import Sequence
from dataclasses import replace

from summarizer.domain import Document, Fact, Section
from summarizer.facts import check_fact_count, format_fact, merge_facts, parse_facts
from summarizer.pipeline.core import Core
from summarizer.revise.parts import find_fact, find_section, with_fact


class FactActions(Core):
    """Actions on the facts of a section."""

    def set_facts(self, document_id: str, section_id: str, lines: str, *, revision: int) -> Section:
        """The section with the facts of `lines`, one a line as `facts.format_fact` writes them or as pasted.

        Unchanged and slightly edited facts keep their ids.

        Raises:
            TooLargeError: a line is too long, or the document would have too many facts.
        """
        document = self.load(document_id)
        section = find_section(document, section_id)
        facts = merge_facts(section.facts, lines, new_id=self._new_id)
        others = sum(len(other.facts) for other in document.sections if other.id != section_id)
        check_fact_count(others + len(facts))
        return self._store.replace_facts(section_id, facts, revision=revision)

    def read_facts(self, content: bytes, name: str) -> tuple[Fact, ...]:
        """The facts a file holds, one a line or table row, to be looked through; nothing is stored.

        Args:
            content: of a .xlsx, .docx, .txt or another file that can be read as text.
            name: the file's name, for messages.

        Raises:
            UnreadableFileError: the file cannot be read.
            TooLargeError: it holds more than a summary may have.
        """
        from summarizer.library.fact_files import read_fact_lines

        facts = parse_facts(read_fact_lines(content, name), new_id=self._new_id)
        check_fact_count(len(facts))
        return facts

    def add_facts(
        self, document_id: str, section_id: str, facts: Sequence[Fact], *, revision: int
    ) -> Section:
        """The section with more facts behind its own; those it has word for word already are left out.

        Raises:
            TooLargeError: the document would have too many facts.
        """
        document = self.load(document_id)
        section = find_section(document, section_id)
        known = {format_fact(fact) for fact in section.facts}
        added = tuple(fact for fact in facts if format_fact(fact) not in known)
        check_fact_count(sum(len(one.facts) for one in document.sections) + len(added))
        return self._store.replace_facts(section_id, (*section.facts, *added), revision=revision)

    def shelve_fact(
        self, document_id: str, section_id: str, fact_id: str, *, revision: int, shelved: bool = True
    ) -> Section:
        """The section with one fact kept out of the text (暂不写), or taken back with `shelved=False`."""
        section = self._section(document_id, section_id)
        fact = replace(find_fact(section, fact_id), shelved=shelved)
        return self._store.replace_facts(section_id, with_fact(section, fact), revision=revision)

    def move_fact(self, document_id: str, fact_id: str, *, from_section: str, to_section: str) -> Document:
        """The document with one fact moved to the end of another section."""
        document = self.load(document_id)
        source, target = find_section(document, from_section), find_section(document, to_section)
        fact = find_fact(source, fact_id)
        if source.id == target.id:
            return document
        # Written before it is removed: when the second step fails the fact stands twice, never nowhere.
        if all(one.id != fact_id for one in target.facts):
            self._store.replace_facts(target.id, (*target.facts, fact), revision=target.revision)
        rest = tuple(one for one in source.facts if one.id != fact_id)
        self._store.replace_facts(source.id, rest, revision=source.revision)
        return self.load(document_id)
