"""The offline composer: a section's facts as a clerk's first draft, without a model and without inventing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarizer.domain import CLOSING_TOPICS, Fact, Generation, Origin, Section, Topic
from summarizer.drafting.clauses import STANDING, Clause, Shape
from summarizer.drafting.flow import (
    Joints,
    denies,
    ended,
    enumerated,
    gathered,
    in_paragraphs,
    in_time_order,
    packed,
    tells_doing,
    told,
)
from summarizer.drafting.ornaments import Ornaments, ornaments_for
from summarizer.drafting.phrases import Stock, load_stock
from summarizer.drafting.reading import ClauseReader
from summarizer.outline import prompts_for
from summarizer.protocols import DraftRequest
from summarizer.text.characters import count_chars

COMPOSER_VERSION = "composer 2"
_ENUMERATE_FROM = 6
_ENUMERATE_TO = 8
_TYPED_ORDER = CLOSING_TOPICS | {Topic.OVERVIEW}
_ONCE = frozenset({STANDING, "收到"})
_PLACED, _FURTHER_PLACED = "设有", "另设有"
_LENGTH_TOLERANCE = 1.1
# Some sections with much to tell come to the point at once.
_UNOPENED_EVERY = 4
_UNOPENED_FROM = 4


class Composer:
    """A drafter that needs nothing: the same document, section and variant always give the same text."""

    __slots__ = ("_joints", "_reader", "_stock")

    def __init__(self, stock: Stock | None = None) -> None:
        """Args: stock: the sentences to use, those shipped with the program by default."""
        self._stock = stock if stock is not None else load_stock()
        self._reader = ClauseReader(self._stock.lexicon)
        self._joints = Joints.of(self._stock.frames["joints"])

    @property
    def engine(self) -> str:
        """Always `offline`."""
        return "offline"

    @property
    def origin(self) -> Origin:
        """Always OFFLINE."""
        return Origin.OFFLINE

    def draft(self, request: DraftRequest) -> Iterator[str]:
        """The section's sentences in order; a line break leads every paragraph but the first."""
        request = _with_own_length(request)
        section = request.section
        clauses = self._clauses(section, section.active_facts, request)
        if not clauses:
            yield self._missing(request)
            return
        for number, paragraph in enumerate(self._paragraphs(request, clauses)):
            for position, sentence in enumerate(paragraph):
                yield "\n" + sentence if number and not position else sentence

    def complete(self, request: DraftRequest, fact: Fact) -> str:
        """One sentence that states `fact`; "" for a bullet that holds nothing but marks."""
        clauses = self._clauses(request.section, [fact], request)
        if not clauses:
            return ""
        clause = replace(clauses[0], follows=False)
        subject = self._joints.subject if clause.by_union and not clause.bare_lead else ""
        if request.section.topic in CLOSING_TOPICS:
            subject = ""
        return ended(clause.words(subject))

    def generation(self, request: DraftRequest) -> Generation:
        """How the text comes about: the stock's hash and the variant."""
        return Generation(
            engine=self.engine,
            template_hash=self._stock.sha256,
            model=COMPOSER_VERSION,
            parameters={"variant": str(request.variant)},
        )

    def _clauses(self, section: Section, facts: Sequence[Fact], request: DraftRequest) -> list[Clause]:
        """One clause a fact, each wording once, in the order to be told."""
        period = request.document.period
        read = (self._reader.read(fact, topic=section.topic, period=period) for fact in facts)
        clauses = list({(clause.lead, clause.body): clause for clause in read if clause}.values())
        if section.topic is Topic.PROBLEMS:
            clauses = [replace(clause, verb="") for clause in clauses]
        clauses = _said_once(clauses)
        return clauses if section.topic in _TYPED_ORDER else in_time_order(clauses)

    def _missing(self, request: DraftRequest) -> str:
        prompts = prompts_for(request.document.kind, request.section.topic, span=request.document.period.span)
        mark: str = self._stock.frames["missing"]["mark"]
        joint = "；" if any("、" in prompt for prompt in prompts) else "、"
        return mark.replace("{prompts}", joint.join(prompts) or request.section.heading)

    def _paragraphs(self, request: DraftRequest, clauses: Sequence[Clause]) -> list[list[str]]:
        section = request.section
        ornaments = ornaments_for(request.document, request.section_id, self._stock, variant=request.variant)
        if section.topic in CLOSING_TOPICS:
            return in_paragraphs(self._listed(section, clauses, ornaments))
        if ornaments.lead_in and _can_be_enumerated(clauses):
            told_body = [ornaments.lead_in, *enumerated(packed(clauses))]
        else:
            if self._comes_to_the_point(request, clauses):
                ornaments = replace(ornaments, opening="")
            told_body = self._narrated(request, clauses, opened=bool(ornaments.opening))
        return in_paragraphs(_adorned(section, told_body, ornaments))

    @staticmethod
    def _turn(request: DraftRequest) -> int:
        """The section's rank shifted by the variant: what differs between neighbours goes by it."""
        rank = [section.id for section in request.document.sections].index(request.section_id)
        return rank + request.variant

    def _comes_to_the_point(self, request: DraftRequest, clauses: Sequence[Clause]) -> bool:
        """Whether the section begins with its facts, without an opening."""
        if request.section.topic is Topic.OVERVIEW or len(clauses) < _UNOPENED_FROM:
            return False
        return self._turn(request) % _UNOPENED_EVERY == 0

    def _narrated(self, request: DraftRequest, clauses: Sequence[Clause], *, opened: bool) -> list[str]:
        turn = self._turn(request)
        groups = gathered(clauses, size=2 + turn % 2)
        return told(groups, self._joints, opened=opened, turn=turn)

    def _listed(self, section: Section, clauses: Sequence[Clause], ornaments: Ornaments) -> list[str]:
        """Problems and plans: the lead-in always stands, for a plan must not read as done."""
        if any(clause.numbered for clause in clauses):
            body = [ended(clause.words()) for clause in clauses]
        elif len(clauses) == 1:
            body = [ended(clauses[0].words())]
        else:
            body = enumerated(packed(clauses))
        sentences = [ornaments.opening, *body]
        if _fits(section, [*sentences, ornaments.closing]):
            sentences.append(ornaments.closing)
        return [sentence for sentence in sentences if sentence]


def _with_own_length(request: DraftRequest) -> DraftRequest:
    """The request with the length wanted this time as the section's."""
    if request.length_chars is None:
        return request
    changed = replace(request.section, length_chars=request.length_chars)
    sections = tuple(changed if one.id == changed.id else one for one in request.document.sections)
    return replace(request, document=replace(request.document, sections=sections), length_chars=None)


def _said_once(clauses: Sequence[Clause]) -> list[Clause]:
    """`clauses` with 现有 and the like before the first noun only, 另设有 where 设有 stood before."""
    told: list[Clause] = []
    for clause in clauses:
        again = clause.verb in _ONCE and any(
            clause.verb == before.verb or clause.verb in before.body for before in told
        )
        further = clause.verb == _PLACED and any(before.verb == _PLACED for before in told)
        if again:
            told.append(replace(clause, verb="", shape=Shape.COUNT))
        else:
            told.append(replace(clause, verb=_FURTHER_PLACED) if further else clause)
    return told


def _can_be_enumerated(clauses: Sequence[Clause]) -> bool:
    dated = sum(clause.moment is not None for clause in clauses)
    plain = not any(clause.numbered or clause.shape is Shape.WHOLE for clause in clauses)
    # 主要做了以下工作 must not be followed by what merely was so.
    doings = sum(map(tells_doing, clauses)) * 2 > len(clauses) and not any(map(denies, clauses))
    return plain and doings and dated <= 1 and _ENUMERATE_FROM <= len(clauses) <= _ENUMERATE_TO


def _adorned(section: Section, body: list[str], ornaments: Ornaments) -> list[str]:
    sentences = body
    if ornaments.opening and _fits(section, [ornaments.opening, *sentences]):
        sentences = [ornaments.opening, *sentences]
    if ornaments.closing and _fits(section, [*sentences, ornaments.closing]):
        sentences = [*sentences, ornaments.closing]
    return sentences


def _fits(section: Section, sentences: Sequence[str]) -> bool:
    target = section.length_chars
    return target <= 0 or count_chars("".join(sentences)) <= target * _LENGTH_TOLERANCE
