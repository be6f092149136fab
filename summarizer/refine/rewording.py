"""Another wording of a selected part of a section, checked like any text before it is shown."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from summarizer.domain import Finding
from summarizer.drafting.plain_rewriting import PLAIN_MANNERS, rewrite_plainly
from summarizer.drafting.prompt import MANNERS, OWN_MANNER
from summarizer.drafting.revising import RevisingDrafter
from summarizer.drafting.stopping import StopSignal
from summarizer.errors import EngineError, EngineUnavailableError, InputError
from summarizer.protocols import Drafter, DraftRequest
from summarizer.refine.judging import Judge, Verdict

_STOPS: Final = "。！？"
_JOINTS: Final = "，；：、"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """A wording to put in place of a selection; nothing is saved yet.

    Attributes:
        text: the replacement.
        findings: errors and warnings it brings: those that touch it, with offsets into `text`, and facts
            that would be missing afterwards, with none.
        engine: who worded it.
        changed: False when it is the selection itself.
    """

    text: str
    findings: tuple[Finding, ...] = ()
    engine: str
    changed: bool = True


def reword(
    drafter: Drafter,
    request: DraftRequest,
    *,
    start: int,
    end: int,
    manner: str,
    stop: StopSignal | None = None,
) -> Rewrite:
    """Another wording of `request.section.text[start:end]`, the better proven one of two at most.

    Args:
        drafter: a model rewords in every manner, rules only shorten and change connectives.
        request: holds the section with its present text, and the user's instruction.
        start: code-point offset of the selection.
        end: where it ends.
        manner: a key of `drafting.prompt.MANNERS`, or `OWN_MANNER`.
        stop: ends the model's answer.

    Raises:
        InputError: nothing is selected, the manner is unknown, or a wish of one's own is not told.
        EngineUnavailableError: only a model can do that.
        EngineError: the model failed or was stopped.
    """
    text = request.section.text
    start, end = _trimmed(text, start, end)
    if manner not in {*MANNERS, OWN_MANNER}:
        message = f"没有“{manner}”这种改法"
        raise InputError(message)
    if manner == OWN_MANNER and not request.instruction.strip():
        message = "请写明要怎么改"
        raise InputError(message, hint="")
    judge = Judge(request=request)
    before = judge.judge(text)
    chosen: tuple[Verdict, str] | None = None
    for words in _wordings(drafter, request, start, end, manner, stop):
        verdict = judge.judge(text[:start] + words + text[end:])
        if chosen is None or verdict.weight < chosen[0].weight:
            chosen = verdict, words
        if verdict.is_no_worse(before):
            break
    verdict, words = chosen if chosen is not None else (before, text[start:end])
    return Rewrite(
        text=words,
        findings=_brought(verdict, before, start, start + len(words)),
        engine=drafter.engine,
        changed=words != text[start:end],
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The selection without outer space.

    Raises:
        InputError: nothing is left of it, or it does not lie in the text.
    """
    selection = text[start:end] if 0 <= start <= end <= len(text) else ""
    if not selection.strip():
        message = "请先在正文里选中要改写的文字"
        raise InputError(message, hint="选中后再点一次。")
    lead = len(selection) - len(selection.lstrip())
    return start + lead, start + lead + len(selection.strip())


def _wordings(
    drafter: Drafter, request: DraftRequest, start: int, end: int, manner: str, stop: StopSignal | None
) -> Iterator[str]:
    """Wordings one after the other, asked for only when the ones before would not do."""
    selection = request.section.text[start:end]
    if not isinstance(drafter, RevisingDrafter):
        yield _by_rule(selection, manner, request)
        return
    reviser = drafter.reviser(stop)
    yield _fitting(selection, reviser.rewrite(request, start=start, end=end, manner=manner))
    again = replace(request, variant=request.variant + 1)
    # A second wording is a favour: where it fails, the first one is shown with its doubts.
    with suppress(EngineError):
        yield _fitting(selection, reviser.rewrite(again, start=start, end=end, manner=manner))


def _by_rule(selection: str, manner: str, request: DraftRequest) -> str:
    if manner not in PLAIN_MANNERS:
        message = f"“{manner}”需要大模型，现在没有接通"
        names = "、".join(f"“{name}”" for name in PLAIN_MANNERS)
        raise EngineUnavailableError(message, hint=f"请到“设置”接入大模型；不接入时可以用{names}。")
    return rewrite_plainly(selection, manner, period=request.document.period)


def _fitting(selection: str, words: str) -> str:
    """`words` with the paragraphs and the end mark that the selection has."""
    if "\n" not in selection:
        words = words.replace("\n", "")
    if selection[-1] in _STOPS:
        return words if words[-1] in f"{_STOPS}”）" else words.rstrip(_JOINTS) + "。"
    if selection[-1] in _JOINTS:
        return words.rstrip(_STOPS + _JOINTS) + selection[-1]
    return words.rstrip(_STOPS + _JOINTS)


def _brought(verdict: Verdict, before: Verdict, start: int, end: int) -> tuple[Finding, ...]:
    """The doubts inside text[start:end], counted from its beginning, and the facts only now missing."""
    lost = verdict.untold - before.untold
    inside: list[Finding] = []
    for one in verdict.findings:
        if one.start is None or one.end is None:
            if one.fact in lost:
                inside.append(one)
        elif one.start < end and start < one.end:
            first, last = max(one.start - start, 0), min(one.end, end) - start
            inside.append(
                replace(one, start=first, end=last, text=verdict.text[start + first : start + last])
            )
    return tuple(inside)
