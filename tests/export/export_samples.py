"""Documents to export, built by hand; all units and figures are made up."""

from summarizer.domain import Document, Period, PeriodSpan, Section, Topic, UnitKind

OPENING = (
    "上半年，公司工会围绕线网运营和工程建设，坚持面向一线、服务班组，各项工作平稳推进。现有会员3286人，"
    "下设分会14个、工会小组92个，专兼职工会干部57人。现将有关情况总结如下。"
)
DEMOCRACY = (
    "召开职工代表大会2次，审议通过《考勤管理办法》等制度5项，征集提案46件，立案38件，办结37件，办结率97.4%。"
    "坚持“件件有回音”，对食堂、停车、托管等集中反映的问题由分管领导包案，平均答复时间由12.5天缩短到8.3天；"
    "开展接待日活动26场，当面答复意见218条。"
)
SKILLS = (
    "以“安全正点、服务满意”为主题开展劳动和技能竞赛9项，参赛1460人次，评出技术能手31名。组织班组长轮训6期，"
    "覆盖班组92个；收集合理化建议327条，采纳114条，其中道岔润滑周期优化一项每年节约材料费18.6万元。"
)
WELFARE = (
    "春节前走访困难职工和值守一线职工412户，发放慰问金20.6万元；入夏后向检修库、车站、工地送清凉物资3批，"
    "惠及2870人次。协助37名职工申请医疗互助，到账补助8.9万元。"
)
HAN_ONLY = (
    "各分会把职工小家建设同班组管理结合起来统筹安排场地设备和活动时间让夜班职工也能就近参加读书健身和心理疏导活动"
    "车站值班员乘务员检修工和调度员都可以按照排班自行选择项目并由工会小组长做好登记反馈和后续服务工作确保人人知晓"
)
PLANS = (
    "下半年，将继续抓好提案督办、技能培训和困难帮扶三件实事，完成14个分会的职工小家验收，补齐夜班职工服务短板，"
    "为线网安全运营提供有力保障。"
)


def section(section_id: str, heading: str, text: str, topic: Topic = Topic.WELFARE) -> Section:
    """A section with the given text."""
    return Section(id=section_id, heading=heading, topic=topic, text=text)


def summary(
    *, repeats: int = 1, table: bool = False, title: str = "××市轨道交通集团有限公司工会2024年上半年工作总结"
) -> Document:
    """A half-year summary whose middle sections are printed `repeats` times (1: two pages, 20: over 20)."""
    middle = [
        part
        for number in range(repeats)
        for part in (
            section(
                f"democracy{number}",
                "坚持民主管理，汇聚职工智慧",
                f"（一）健全职代会制度\n{DEMOCRACY}\n{HAN_ONLY}。\n（二）办好职工提案\n1.压实办理责任\n{DEMOCRACY}\n"
                f"（1）明确答复时限\n一是{WELFARE}\n二是{SKILLS}",
                Topic.DEMOCRACY,
            ),
            section(
                f"skills{number}", "聚焦中心工作，激发创新活力", f"{SKILLS}\n{HAN_ONLY}。", Topic.ACHIEVEMENT
            ),
        )
    ]
    rows = (
        "\n表1 上半年慰问情况\n|时间|户数|金额（万元）|\n|---|---|---|\n|1月|412|20.6|\n|6月|37|8.9|"
        if table
        else ""
    )
    return Document(
        id="sample",
        title=title,
        unit="××市轨道交通集团有限公司工会",
        kind=UnitKind.SOE,
        period=Period(year=2024, span=PeriodSpan.HALF_YEAR, number=1),
        signed="××市轨道交通集团工会",
        date="2024年7月8日",
        sections=(
            section("overview", "前言", OPENING, Topic.OVERVIEW),
            *middle,
            section("welfare", "做实普惠服务，传递组织温度", WELFARE + rows),
            section("problems", "存在的问题", "", Topic.PROBLEMS),
            section("plans", "下一步工作打算", PLANS, Topic.PLANS),
        ),
    )


def one_page() -> Document:
    """A summary that fits on one page."""
    full = summary(title="××区实验幼儿园工会2024年工作总结")
    sections = (full.sections[0], full.sections[-3], full.sections[-1])
    return Document(
        id="short",
        title=full.title,
        unit="××区实验幼儿园工会",
        kind=UnitKind.SCHOOL,
        period=Period(year=2024),
        signed="××区实验幼儿园工会",
        date="2025年1月8日",
        sections=sections,
    )
