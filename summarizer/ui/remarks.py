"""Proofreading remarks as nodes for `paper`; pure functions, no streamlit."""

from collections.abc import Sequence

from summarizer.proofread import Remark
from summarizer.ui.components.paper import Node, block, press, span

_CONTEXT_CHARS = 10


def name_of(remark: Remark) -> str:
    """A name for a remark that finds it again among those of the same text."""
    return f"{remark.start}:{remark.end}:{remark.rule}"


def remarks(text: str, found: Sequence[Remark], *, locked: bool = False) -> tuple[Node, ...]:
    """The remarks on `text`, what is wrong before what is worth a look, each with its fix."""
    nodes: list[Node] = []
    for level, title in (("error", "文字差错"), ("hint", "文字提示")):
        group = [remark for remark in found if remark.level == level]
        if group:
            nodes.append(Node(tag="h4", text=f"{title}　{len(group)}"))
            nodes.append(Node(tag="ul", kids=tuple(_remark(text, one, locked=locked) for one in group)))
    return tuple(nodes)


def _remark(text: str, remark: Remark, *, locked: bool) -> Node:
    clause = (span(remark.clause, "muted small"),) if remark.clause else ()
    fix = () if locked or remark.suggestion is None else (_fix(remark),)
    return Node(
        tag="li",
        look="finding warn" if remark.level == "error" else "finding",
        kids=(
            Node(tag="p", text=remark.message),
            block(_quote(text, remark), *clause, *fix, look="row"),
        ),
    )


def _fix(remark: Remark) -> Node:
    suggestion = remark.suggestion or ""
    wording = f"改为“{suggestion}”" if suggestion.strip() else "删去"
    return press(wording, "fix", name_of(remark))


def _quote(text: str, remark: Remark) -> Node:
    """The words in question with a little of what stands around them; pressed, the manuscript shows them."""
    before = text[max(0, remark.start - _CONTEXT_CHARS) : remark.start].rpartition("\n")[2]
    after = text[remark.end : remark.end + _CONTEXT_CHARS].partition("\n")[0]
    words = text[remark.start : remark.end].replace("\n", "¶")
    return Node(
        tag="button",
        look="quote",
        hint="到正文中的这一处",
        kids=(span("…" + before), Node(tag="mark", text=words, look="warn"), span(after + "…")),
        target=(remark.start, remark.end),
    )
