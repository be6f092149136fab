"""Headings and titles to choose from: a model's where there is one, the stock's always, none that claims."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Final, TypeVar

from summarizer.domain import Document, Finding
from summarizer.drafting.headings import (
    HeadingSet,
    fitted_lines,
    scored_set,
    sections_to_head,
    stock_sets,
    stock_titles,
    without_label,
)
from summarizer.drafting.revising import Reviser, RevisingDrafter
from summarizer.drafting.stopping import StopSignal
from summarizer.errors import EngineError, InputError, StoppedError
from summarizer.outline import default_title
from summarizer.protocols import ChatUsage, Drafter
from summarizer.refine.proving import proven_document
from summarizer.text.atoms import find_atoms
from summarizer.text.quantities import find_quantities
from summarizer.verify import check_text

T = TypeVar("T")
_SETS_ASKED: Final = 2
_TITLES_TRIED: Final = 3
_LONGEST_TITLE_CHARS: Final = 40
_NONE_USABLE: Final = "模型拟的标题用不上：数目不对，或带有事实里没有的说法。可以再拟一次，或写明要求。"
_AWARDED: Final = re.compile("荣获|喜获|获评|获得|评为|授予|夺得|斩获|摘得")
_MODEL_STYLE: Final = "模型拟写"
_DASH: Final = "——"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingProposals:
    """Sets of headings to choose from.

    Attributes:
        sets: the best first.
        failure: one Chinese sentence where the engine failed and only the stock's sets are there.
    """

    sets: tuple[HeadingSet, ...]
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleProposals:
    """Titles to choose from, the engine's first, the usual form last; `failure` as for headings."""

    titles: tuple[str, ...]
    failure: str = ""


def propose_headings(
    drafter: Drafter,
    document: Document,
    *,
    instruction: str = "",
    variant: int = 0,
    stop: StopSignal | None = None,
) -> HeadingProposals:
    """Sets of parallel headings for all sections but the overview, by their scores.

    A set is shown only when none of its headings claims what the facts do not say.

    Args:
        drafter: whose model is asked for sets of its own.
        document: with its facts.
        instruction: what the user wishes.
        variant: 0 at first, then 1, 2 … for other sets of the model.
        stop: ends the model's answer.

    Raises:
        InputError: there is no section to head.
    """
    if not sections_to_head(document):
        message = "提纲里还没有要拟标题的章节"
        raise InputError(message, hint="请先加一节。")

    def ask(reviser: Reviser, turn: int) -> HeadingSet | None:
        lines = reviser.headings(document, variant=turn, instruction=instruction)
        headings = fitted_lines(lines, document)
        if headings is None:
            return None
        return scored_set(document, headings, style=_MODEL_STYLE, engine=drafter.engine)

    asked, failure = _asked(drafter, ask, variant, stop)
    distinct: dict[tuple[str, ...], HeadingSet] = {}
    # The stock's headings were proven to claim nothing when they were written.
    for one in chain(filter(partial(_claims_nothing, document), asked), stock_sets(document)):
        distinct.setdefault(tuple(one.headings.values()), one)
    is_asked = isinstance(drafter, RevisingDrafter) and not (stop is not None and stop.is_set)
    if is_asked and not failure and all(one.engine == "offline" for one in distinct.values()):
        failure = _NONE_USABLE
    ranked = sorted(distinct.values(), key=lambda one: -one.score.total)
    return HeadingProposals(sets=tuple(ranked), failure=failure)


def propose_titles(
    drafter: Drafter,
    document: Document,
    *,
    instruction: str = "",
    variant: int = 0,
    stop: StopSignal | None = None,
) -> TitleProposals:
    """Titles for the document: a main title above the usual form, and the usual form alone.

    Args:
        drafter: whose model is asked for main titles of its own.
        document: with its sections, drafted or not.
        instruction: what the user wishes.
        variant: 0 at first, then 1, 2 … for others.
        stop: ends the model's answer.
    """
    usual = default_title(document.unit, document.period)
    told = proven_document(document)

    def ask(reviser: Reviser, turn: int) -> str | None:
        return _main_title(reviser.title(told, variant=turn, instruction=instruction), document)

    asked, failure = _asked(drafter, ask, variant, stop)
    proven = filter(partial(_is_proven, document), asked)
    mains = dict.fromkeys([*proven, *stock_titles()])
    titles = tuple(f"{main}{_DASH}{usual}" for main in mains)
    return TitleProposals(titles=(*titles, usual), failure=failure)


def draft_title(
    drafter: Drafter, document: Document, *, stop: StopSignal | None = None
) -> tuple[str, ChatUsage]:
    """A title by the drafter's model, from what is proven of the sections, and the tokens it took.

    The title is "" without a model, when the model failed or was stopped, and when nothing of what it wrote
    is free of claims.
    """
    if not isinstance(drafter, RevisingDrafter):
        return "", ChatUsage(0, 0)
    reviser, told = drafter.reviser(stop), proven_document(document)
    usual = default_title(document.unit, document.period)
    try:
        for turn in range(_TITLES_TRIED):
            main = _main_title(reviser.title(told, variant=turn, instruction=""), document)
            if main and _is_proven(document, main):
                return f"{main}{_DASH}{usual}", reviser.usage
    except EngineError as error:
        _log.info("the model drafted no title: %s", error)
    return "", reviser.usage


def _main_title(line: str, document: Document) -> str | None:
    """The main title of a line a model wrote; None when it has none, or only repeats the usual one."""
    main = without_label(line.split(_DASH, 1)[0].strip())
    repeated = {default_title(document.unit, document.period), document.title, document.unit}
    return main if main and len(main) <= _LONGEST_TITLE_CHARS and main not in repeated else None


def _asked(
    drafter: Drafter, ask: Callable[[Reviser, int], T | None], variant: int, stop: StopSignal | None
) -> tuple[list[T], str]:
    """What a model gives that can be used, each asked for a second time when it cannot, and how it failed."""
    if not isinstance(drafter, RevisingDrafter):
        return [], ""
    reviser, given = drafter.reviser(stop), list[T]()
    turns = range(variant * _SETS_ASKED, (variant + 1) * _SETS_ASKED)
    try:
        for turn in turns:
            found = ask(reviser, turn)
            if found is None:
                found = ask(reviser, turn + 1)
            if found is not None:
                given.append(found)
    except StoppedError:
        return given, ""
    except EngineError as error:
        return given, error.sentence
    return given, ""


def _claims_nothing(document: Document, one: HeadingSet) -> bool:
    """Whether every heading that is not the section's own already is proven."""
    return all(
        heading == document.section(section_id).heading or _is_proven(document, heading)
        for section_id, heading in one.headings.items()
    )


def _is_proven(document: Document, line: str) -> bool:
    """Whether a heading has no figure, boasts of no award, and says nothing the facts do not say."""
    if _AWARDED.search(line) or any(not figure.soft for figure in find_quantities(line)):
        return False
    facts = [fact.text for section in document.sections for fact in section.active_facts]
    findings = check_text(facts=facts, text=f"{line}。", title=document.title, frame=(document.unit,))
    return not any(_counts(one, line) for one in findings)


def _counts(finding: Finding, line: str) -> bool:
    """Whether a finding is about the heading itself: the facts it leaves out are none of its business."""
    if finding.severity == "info" or finding.start is None or finding.end is None:
        return False
    # So short a line looks like a misspelling of some fact by chance; a name in it is no chance.
    return finding.kind != "name_unsupported" or any(
        atom.start < finding.end and finding.start < atom.end for atom in find_atoms(line)
    )
