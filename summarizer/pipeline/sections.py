"""What a user can do with the outline: add, rename, move, delete sections."""

from summarizer.domain import (
    Document,
    Section,
    Topic,
)
from summarizer.errors import InputError
from summarizer.factsheet import guess_topic
from summarizer.pipeline.core import Core
from summarizer.revise.fields import refuse_second_overview, required_heading
from summarizer.revise.parts import find_section


class SectionActions(Core):
    """Actions on the sections of a document, but not on their texts."""

    def add_section(
        self, document_id: str, heading: str, *, topic: Topic | None = None, after: str | None = None
    ) -> Section:
        """A new stored section.

        Args:
            document_id: the document it belongs to.
            heading: without numbering.
            topic: inferred from the heading when not given.
            after: id of the section it follows; the end when not given.

        Raises:
            InputError: the heading is empty, or a second overview is asked for.
        """
        document = self.load(document_id)
        heading = required_heading(heading)
        topic = topic if topic is not None else guess_topic(heading)
        ids = [section.id for section in document.sections]
        position = ids.index(find_section(document, after).id) + 1 if after is not None else len(ids)
        if topic is Topic.OVERVIEW:
            refuse_second_overview(document)
            position = 0
        section = Section(id=self._new_id(), heading=heading, topic=topic)
        return self._store.insert_section(document_id, section, position=position)

    def update_section(
        self,
        document_id: str,
        section_id: str,
        *,
        revision: int,
        heading: str | None = None,
        topic: Topic | None = None,
        length_chars: int | None = None,
        locked: bool | None = None,
    ) -> Section:
        """The section with the given fields changed; a section that becomes the overview moves to the front.

        Raises:
            InputError: the heading is empty, the length negative, or there is an overview already.
        """
        if topic is Topic.OVERVIEW:
            refuse_second_overview(self.load(document_id), but=section_id)
        if length_chars is not None and length_chars < 0:
            message = "目标字数不能小于0"
            raise InputError(message)
        section = self._store.update_section(
            section_id,
            revision=revision,
            heading=None if heading is None else required_heading(heading),
            topic=topic,
            length_chars=length_chars,
            locked=locked,
        )
        if topic is Topic.OVERVIEW:
            self._store.move_section(section_id, position=0)
        return section

    def move_section(self, document_id: str, section_id: str, position: int) -> Document:
        """The document with the section at 0-based `position` (clamped); the overview stays first."""
        document = self.load(document_id)
        moved = find_section(document, section_id)
        has_overview = any(section.topic is Topic.OVERVIEW for section in document.sections)
        position = 0 if moved.topic is Topic.OVERVIEW else max(position, int(has_overview))
        self._store.move_section(section_id, position=position)
        return self.load(document_id)

    def delete_section(self, section_id: str) -> None:
        """Hides a section; its facts and versions are kept."""
        self._store.delete_section(section_id)

    def restore_section(self, section_id: str) -> Section:
        """A hidden section, back where it stood."""
        return self._store.restore_section(section_id)
