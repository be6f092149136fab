"""What a user can do with the shape of the outline: split and merge sections, and take that back."""

from summarizer.domain import Document, Origin, Section, Topic
from summarizer.errors import ConflictError, InputError
from summarizer.outline import infer_topic
from summarizer.pipeline.core import Core
from summarizer.revise.fields import required_heading
from summarizer.revise.outlining import joined, split_at
from summarizer.revise.parts import find_section
from summarizer.revise.proposals import check_unlocked
from summarizer.verify import check_section


class OutlineActions(Core):
    """Splitting and merging; what is new is written before what is old goes, so no text is ever nowhere."""

    def split_section(
        self, document_id: str, section_id: str, *, offset: int, heading: str, revision: int
    ) -> Document:
        """The document with a section cut in two; the second part follows the first.

        Facts go along with the text that tells of them.

        Args:
            document_id: the document it belongs to.
            section_id: the section.
            offset: code-point offset into its text where the second part begins.
            heading: of the second part; its topic is inferred from it, else that of the first.
            revision: of the section the user saw.

        Raises:
            InputError: there is no heading, or no text on one side.
            LockedError: the section is locked.
        """
        document = self.load(document_id)
        section = check_unlocked(find_section(document, section_id))
        if section.revision != revision:
            message = "这一节刚才在别处改过，请看一眼再拆分"
            raise ConflictError(message)
        heading = required_heading(heading)
        first, second = split_at(section, offset, check_section(document, section).sentences)
        added = Section(
            id=self._new_id(),
            heading=heading,
            topic=_topic_of_part(heading, section),
            facts=second.facts,
            text=second.text,
            origin=section.origin,
        )
        place = [one.id for one in document.sections].index(section.id) + 1
        self._store.insert_section(document_id, added, position=place)
        kept = self._store.save_text(section.id, first.text, Origin.EDIT, revision=revision)
        self._store.replace_facts(section.id, first.facts, revision=kept.revision)
        return self.load(document_id)

    def merge_section(self, document_id: str, section_id: str, *, revision: int) -> Document:
        """The document with a section's text and facts joined to the section before it, and itself hidden.

        Raises:
            InputError: there is no section before it.
            LockedError: one of the two is locked.
        """
        document = self.load(document_id)
        section = check_unlocked(find_section(document, section_id))
        if section.revision != revision:
            message = "这一节刚才在别处改过，请看一眼再合并"
            raise ConflictError(message)
        place = [one.id for one in document.sections].index(section.id)
        if place == 0:
            message = "这是第一节，前面没有可以并入的"
            raise InputError(message, hint="请从第二节起选一节来合并。")
        before = check_unlocked(document.sections[place - 1])
        both = joined(before, section)
        with_facts = self._store.replace_facts(before.id, both.facts, revision=before.revision)
        self._store.save_text(before.id, both.text, Origin.EDIT, revision=with_facts.revision)
        self._store.delete_section(section.id)
        return self.load(document_id)

    def undo_change(self, before: Document, after: Document) -> Document:
        """The document as it was before a change of its outline.

        Args:
            before: as it stood before the change.
            after: as the change left it.

        Raises:
            ConflictError: a section the change touched was changed again; nothing was taken back.
        """
        now = {section.id: section for section in self.load(after.id).sections}
        then = {section.id: section for section in after.sections}
        added = then.keys() - {section.id for section in before.sections}
        touched = added | {one.id for one in before.sections if then.get(one.id) != one}
        if any(now.get(section_id) != then.get(section_id) for section_id in touched):
            message = "这几节之后又改过，不能整体撤销，请在“版本”里逐节恢复"
            raise ConflictError(message)
        for section in before.sections:
            if section.id in touched:
                self._put_back(section, now.get(section.id))
        for section_id in added:
            self._store.delete_section(section_id)
        for place, section in enumerate(before.sections):
            self._store.move_section(section.id, position=place)
        return self.load(after.id)

    def _put_back(self, section: Section, present: Section | None) -> None:
        stored = present if present is not None else self._store.restore_section(section.id)
        fields = self._store.update_section(
            section.id, revision=stored.revision, heading=section.heading, topic=section.topic
        )
        facts = self._store.replace_facts(section.id, section.facts, revision=fields.revision)
        if facts.text != section.text:
            origin = section.origin if section.origin is not None else Origin.RESTORE
            self._store.save_text(section.id, section.text, origin, revision=facts.revision)


def _topic_of_part(heading: str, whole: Section) -> Topic:
    """What the heading of the second part says, else the topic of the whole; there is one overview only."""
    topic = infer_topic(heading) or whole.topic
    return topic if topic is not Topic.OVERVIEW else Topic.HIGHLIGHTS
