"""A checked document with everything a review copy has something to say about."""

from summarizer.domain import (
    Document,
    Fact,
    Finding,
    Period,
    Report,
    Section,
    SectionReport,
    SentenceSupport,
    Topic,
    UnitKind,
)

OVERVIEW = "2024年，工会办实事。"
WELFARE = (
    "（一）走访慰问\n1月走访困难职工33户。 发放慰问金4.8万元。\n表1 慰问情况\n"
    "|时间|户数|\n|---|---|\n|1月|33|\n大家一起努力。\n【待补充：送清凉】"
)
FACTS = (
    Fact(id="f1", text="1月慰问困难职工32户", last_year="28户"),
    Fact(id="f2", text="发放慰问金4.8万元"),
    Fact(id="f3", text="送清凉3次"),
    Fact(id="f4", text="内部座谈1次", shelved=True),
)


def _span(text: str, part: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(part, start + 1)
    return start, start + len(part)


def _support(text: str, part: str, *facts: int) -> SentenceSupport:
    start, end = _span(text, part)
    return SentenceSupport(start=start, end=end, facts=facts)


def checked() -> tuple[Document, Report]:
    """A document of three sections, the last one empty, and its report."""
    document = Document(
        id="d",
        title="××工会2024年工作总结",
        unit="××工会",
        kind=UnitKind.SCHOOL,
        period=Period(year=2024),
        signed="××工会",
        date="2025年1月8日",
        sections=(
            Section(id="o", heading="前言", topic=Topic.OVERVIEW, text=OVERVIEW),
            Section(id="w", heading="关心关爱", topic=Topic.WELFARE, text=WELFARE, facts=FACTS),
            Section(
                id="p", heading="打算", topic=Topic.PLANS, facts=(Fact(id="f5", text="2025年建职工之家1个"),)
            ),
        ),
    )
    return document, Report(sections=(_overview_report(), _welfare_report(), _plans_report()))


def _overview_report() -> SectionReport:
    # 0 to 2 are the facts of the next section, 3 that of the last: an own fact comes before those of others.
    return SectionReport(section_id="o", sentences=(_support(OVERVIEW, OVERVIEW, 1),))


def _welfare_report() -> SectionReport:
    wrong, praise = _span(WELFARE, "33户"), _span(WELFARE, "大家一起")
    cell, gap = _span(WELFARE, "33", 1), _span(WELFARE, "【待补充：送清凉】")
    return SectionReport(
        section_id="w",
        sentences=(
            _support(WELFARE, "1月走访困难职工33户。", 0),
            _support(WELFARE, "发放慰问金4.8万元。", 1),
            _support(WELFARE, "大家一起努力。"),
        ),
        findings=(
            Finding(
                kind="figure_changed", severity="error", start=wrong[0], end=wrong[1], text="33户", fact=0,
                expected="32户", message="数据与事实不符。", suggestion="32户",
            ),
            Finding(
                kind="figure_changed", severity="error", start=cell[0], end=cell[1], text="33", fact=0,
                expected="32户", message="事实写的是32户。",
            ),
            Finding(
                kind="claim_unsupported", severity="warn", start=praise[0], end=praise[1], text="大家一起",
                message="没有依据。",
            ),
            Finding(
                kind="placeholder", severity="info", start=gap[0], end=gap[1], text=WELFARE[slice(*gap)],
                message="等待补充。",
            ),
            Finding(
                kind="fact_missing", severity="error", start=None, end=None, text="送清凉3次", fact=2,
                message="这条事实没有写进正文。", suggestion="送清凉3次。",
            ),
        ),
        facts_total=3,
        facts_written=2,
        unwritten=(2,),
    )  # fmt: skip


def _plans_report() -> SectionReport:
    missing = Finding(
        kind="fact_missing", severity="error", start=None, end=None, text="2025年建职工之家1个", fact=0,
        message="这条事实没有写进正文。",
    )  # fmt: skip
    return SectionReport(section_id="p", findings=(missing,), facts_total=1, unwritten=(0,))
