"""Plans and unfinished matters told as done."""

import pytest
from verify_steps import only, spans_on

from summarizer.verify.intentions import plans_of
from summarizer.verify.mentions import read_fact


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("拟建职工书屋1个", "职工书屋已建成。", "职工书屋已建成"),
        ("食堂改造计划明年3月开工|图纸设计已完成", "图纸设计已完成，工程已于3月开工。", "已于3月开工"),
        ("阅览室：拟10月底完成，现已刷墙", "阅览室已于10月底完成。", "已于10月底完成"),
        ("明年打算：建儿童托管点1处", "社区工会建成儿童托管点1处。", "社区工会建成儿童托管点1处"),
        (
            "拟在机关增设托育点1处|收集职工需求29项",
            "收集职工需求29项，在机关增设了托育点1处。",
            "在机关增设了托育点1处",
        ),
        (
            "职工大会定12月27日召开（通知已发）",
            "职工大会已于12月27日召开，通知已发。",
            "职工大会已于12月27日召开",
        ),
        ("活动室改造等经费落实再做", "活动室改造已完成。", "活动室改造已完成"),
        ("计划开设兴趣班5个，明年3月启动", "计划开设兴趣班5个，3月已启动。", "3月已启动"),
        ("计划12月举办运动会", "12月成功举办运动会。", "12月成功举办运动会"),
        ("预计发放慰问金3万元", "发放慰问金3万元。", "发放慰问金3万元"),
        ("5件提案正在办理", "5件提案已办理完毕。", "5件提案已办理完毕"),
        ("明年拟聘法律顾问1名", "明年继续普法，已聘请法律顾问1名。", "已聘请法律顾问1名"),
        (
            "计划为女教师增设母婴休息室1间",
            "同时已为女教师增设母婴休息室1间。",
            "同时已为女教师增设母婴休息室1间",
        ),
        ("休息室尚未投用", "休息室顺利投用。", "休息室顺利投用"),
        ("计划下半年建设教工健身角", "教工健身角已经建成启用。", "教工健身角已经建成启用"),
        ("打算建立职工诉求线上受理平台", "建立线上平台，受理职工诉求。", "建立线上平台，受理职工诉求"),
    ],
)
def test_a_plan_told_as_done_is_doubted(fact: str, text: str, span: str) -> None:
    found = only(fact, text, "claim_unsupported")
    assert (found.text, found.severity, found.fact) == (span, "warn", 0)
    assert found.expected in fact


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("拟建职工书屋1个", "下一步拟建职工书屋1个。"),
        ("计划12月举办运动会", "运动会将于12月举办。"),
        ("5件提案正在办理", "5件提案正在办理之中。"),
        ("职工大会定12月27日召开（通知已发）", "职工大会定于12月27日召开，通知已发。"),
        ("食堂改造计划明年3月开工|图纸设计已完成", "图纸设计已完成，工程计划明年3月开工。"),
        ("明年打算：建儿童托管点1处", "明年打算建儿童托管点1处。"),
        ("另推荐省级1名 尚待审批", "另推荐省级1名，尚待审批。"),
        ("最低门店宝华店78分 正在整改", "最低门店为宝华店，78分，正在整改。"),
        ("制定工作计划1份", "制定了工作计划1份。"),
        ("将慰问品送到职工手中", "将慰问品送到了职工手中。"),
        ("将高温津贴标准由每月300元调整为360元", "高温津贴标准由每月300元调整到360元。"),
    ],
)
def test_a_plan_told_as_one_gives_no_doubt(fact: str, text: str) -> None:
    assert spans_on(fact, text) == []


@pytest.mark.parametrize(
    ("fact", "plans"),
    [
        ("建成书屋1个，拟再建2个分馆", ["拟再建2个分馆"]),
        ("走访6家", []),
        ("制定年度培训计划", []),
        ("将工会工作纳入考核", []),
    ],
)
def test_only_clauses_of_what_is_to_come_are_plans(fact: str, plans: list[str]) -> None:
    assert [clause for clause, _ in plans_of(read_fact(fact, None))] == plans
