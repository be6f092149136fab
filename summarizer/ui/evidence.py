"""Facts, findings and fidelity as nodes for `paper`; pure functions, no streamlit."""

from collections.abc import Sequence
from typing import Final

from summarizer.domain import Document, Fact, Finding, Period, Report, Section, SectionReport
from summarizer.revise.next_year import is_blank
from summarizer.text.atoms import find_atoms
from summarizer.ui.components.paper import Node, block, press, span
from summarizer.ui.reading import look_of
from summarizer.ui.wording import numbered_heading
from summarizer.verify.similarity import COPIED_SHARE

_CONTEXT_CHARS: Final = 12
_COMPLETE_HINT: Final = "在正文里补上写这条事实的一句"
_GROUPS: Final = (("error", "必须核对"), ("warn", "请斟酌"), ("info", "说明"))


def chips(text: str, period: Period) -> Node:
    """What the program recognised in a fact and will defend: one chip per atom, its kind in front."""
    atoms = find_atoms(text, period=period)
    return block(
        *(block(span(atom.kind.label, "of"), span(atom.text), look="chip", tag="span") for atom in atoms),
        look="chips",
    )


def _standing(fact: Fact, section: Section, report: SectionReport) -> tuple[str, str]:
    """How a fact stands in the text, and its class: 已写入 ✓, 有出入, 未写入, 暂不写, 待填写."""
    if fact.shelved:
        return ("待填写", "doubt") if is_blank(fact) else ("暂不写", "muted")
    index = section.active_facts.index(fact)
    if not section.text.strip():
        return "未写入", "muted"
    if index in report.unwritten:
        return "未写入", "doubt"
    wrong = {one.fact for one in report.findings if one.severity == "error" and one.start is not None}
    return ("有出入", "bad") if index in wrong else ("已写入 ✓", "good")


def _fact_actions(fact: Fact, section: Section, standing: tuple[str, str]) -> tuple[Node, ...]:
    move = press("移到…", "move", fact.id, look="link", hint="移到另一节；也可以直接拖到左边的提纲上")
    if fact.shelved:
        return (move,) if is_blank(fact) else (press("恢复", "unshelve", fact.id, look="link"),)
    rest = (press("暂不写", "shelve", fact.id, look="link", hint="保留这条事实，但不写进正文"), move)
    if standing != ("未写入", "doubt") or section.locked:
        return rest
    return press("补写", "complete", fact.id, hint=_COMPLETE_HINT), *rest


def facts(
    section: Section, report: SectionReport, period: Period, *, first: int = 0, count: int | None = None
) -> tuple[Node, ...]:
    """The section's facts in order, each with its chips, last year's value, state and actions.

    Args:
        section: the section.
        report: its report.
        period: what 今年 means.
        first: 0-based index of the first fact shown.
        count: how many are shown at most, all when not given.
    """
    rows = tuple(_fact_row(fact, section, report, period) for fact in section.facts[first:][:count])
    return (Node(tag="ul", kids=rows),) if rows else ()


def _fact_row(fact: Fact, section: Section, report: SectionReport, period: Period) -> Node:
    standing = _standing(fact, section, report)
    last_year = (span(f"去年：{fact.last_year}", "muted small"),) if fact.last_year else ()
    state = span(standing[0], f"{standing[1]} small")
    # What is still blank has nothing yet to be defended.
    recognised = () if is_blank(fact) else (chips(fact.text, period),)
    line = block(*last_year, state, *_fact_actions(fact, section, standing), look="row end")
    return Node(
        tag="li",
        look="fact shelved" if fact.shelved and not is_blank(fact) else "fact",
        drag=fact.id,
        facts=(fact.id,),
        kids=(Node(tag="p", text=fact.text), block(*recognised, line, look="row")),
    )


def _quote(text: str, finding: Finding) -> tuple[Node, ...]:
    """The span with a few characters of context before and after it."""
    if finding.start is None or finding.end is None:
        return (span(finding.text, "fangsong"),)
    before = text[max(0, finding.start - _CONTEXT_CHARS) : finding.start].rpartition("\n")[2]
    after = text[finding.end : finding.end + _CONTEXT_CHARS].partition("\n")[0]
    mark = Node(tag="mark", text=text[finding.start : finding.end], look=look_of(finding)[0])
    return span("…" + before), mark, span(after + "…")


def _place(text: str, finding: Finding) -> Node:
    """The words a finding is about; pressed, it shows them in the manuscript."""
    words = _quote(text, finding)
    if finding.start is None or finding.end is None:
        return Node(tag="p", look="quote", kids=words)
    return Node(
        tag="button",
        look="quote",
        hint="到正文中的这一处",
        kids=words,
        target=(finding.start, finding.end),
    )


def _finding(text: str, finding: Finding, facts: Sequence[Fact]) -> Node:
    told = finding.expected in finding.message or finding.expected == finding.text
    expected = () if told else (Node(tag="p", text=f"事实中是：{finding.expected}", look="small"),)
    quote = _place(text, finding)
    return Node(
        tag="li",
        look=f"finding {finding.severity}",
        kids=(Node(tag="p", text=finding.message), *expected, quote, *_remedy(finding, facts)),
    )


def _remedy(finding: Finding, facts: Sequence[Fact]) -> tuple[Node, ...]:
    if finding.kind != "fact_missing" or finding.fact is None or finding.fact >= len(facts):
        return ()
    return (press("补写", "complete", facts[finding.fact].id, hint=_COMPLETE_HINT),)


def findings(text: str, report: SectionReport, *, facts: Sequence[Fact] = ()) -> tuple[Node, ...]:
    """What the check says about `text`, gravest first, each with what was expected and where it stands.

    Args:
        text: of the section.
        report: its report.
        facts: the active facts of a section that may be changed, for 补写 of one that is not written.
    """
    nodes: list[Node] = []
    for severity, title in _GROUPS:
        group = [finding for finding in report.findings if finding.severity == severity]
        if group:
            nodes.append(Node(tag="h4", text=f"{title}　{len(group)}"))
            nodes.append(Node(tag="ul", kids=tuple(_finding(text, finding, facts) for finding in group)))
    return tuple(nodes)


def _share(name: str, done: int, total: int, *, hint: str) -> Node:
    look = ("good" if done == total else "doubt") if total else ""
    return Node(tag="span", hint=hint, kids=(span(f"{name} ", "muted"), span(f"{done}/{total}", look)))


def _count(name: str, count: int, look: str, *, hint: str) -> Node:
    return Node(
        tag="span", hint=hint, kids=(span(f"{name} ", "muted"), span(str(count), look if count else ""))
    )


def _similarity(report: SectionReport | Report) -> tuple[Node, ...]:
    """雷同 3%, in doubt from the share on at which the check warns; nothing while nothing was compared."""
    if report.similarity is None:
        return ()
    look = "doubt" if report.similarity >= COPIED_SHARE else ""
    share = span(f"{report.similarity:.0%}", look, hint="正文与范文、去年总结逐字相同的部分所占的比例")
    return (block(span("雷同 ", "muted"), share, tag="span"),)


def fidelity(report: SectionReport | Report) -> Node:
    """One line: 保真 事实 6/7 数据 12/12 泄漏 0 待补 1."""
    return block(
        Node(tag="strong", text="保真"),
        _share("事实", report.facts_written, report.facts_total, hint="写进正文的事实，占要写的事实"),
        _share("数据", report.atoms_supported, report.atoms_total, hint="有事实作依据的数据，占正文里的数据"),
        _count("泄漏", report.leaks, "bad", hint="从范文带进正文的数据，应当是0"),
        *_similarity(report),
        _count("待补", report.placeholders, "doubt", hint="正文里还空着的【待补充】"),
        look="fidelity",
    )


def _figures(report: SectionReport | Report, *, empty: bool = False) -> tuple[Node, ...]:
    if empty:
        return (Node(tag="td", text="没有正文", look="figure muted"), *(Node(tag="td") for _ in range(5)))
    return (
        Node(tag="td", text=f"{report.facts_written}/{report.facts_total}", look="figure"),
        Node(tag="td", text=f"{report.atoms_supported}/{report.atoms_total}", look="figure"),
        Node(tag="td", text=str(report.leaks), look="figure bad" if report.leaks else "figure"),
        Node(tag="td", text="—" if report.similarity is None else f"{report.similarity:.0%}", look="figure"),
        Node(
            tag="td", text=str(report.placeholders), look="figure doubt" if report.placeholders else "figure"
        ),
        Node(tag="td", text=str(report.errors), look="figure bad" if report.errors else "figure"),
    )


def _way_to(document: Document, section: Section) -> Node:
    heading = numbered_heading(document, section)
    return press(heading, "open", section.id, look="link way", hint="到写作台看这一节")


def fidelity_table(document: Document, report: Report) -> Node:
    """The whole document's fidelity, one row per section and their sum; a heading leads to its section."""
    names = ("", "事实已写入", "数据有据", "范文泄漏", "雷同", "待补充", "必须核对")
    head = Node(
        tag="tr", kids=tuple(Node(tag="th", text=name, look="figure" if name else "") for name in names)
    )
    rows = [
        Node(
            tag="tr",
            kids=(
                Node(tag="td", kids=(_way_to(document, section),)),
                *_figures(checked, empty=not section.text.strip()),
            ),
        )
        for section, checked in zip(document.sections, report.sections, strict=True)
    ]
    total = Node(tag="tr", look="sum", kids=(Node(tag="td", text="合计"), *_figures(report)))
    return Node(tag="table", kids=(Node(tag="thead", kids=(head,)), Node(tag="tbody", kids=(*rows, total))))
