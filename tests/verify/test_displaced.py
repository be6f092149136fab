"""Figures, dates and names at each other's places, in texts worded otherwise than the facts."""

import pytest
from verify_steps import doubts_on, missing_on


def spans(facts: str, text: str) -> list[str]:
    return [span for _, span in doubts_on(facts, text)]


@pytest.mark.parametrize(
    ("facts", "text", "wrong"),
    [
        (
            "微信公众号推送推文102期|《税苑工会》内刊编印4期",
            "微信公众号全年推文4期，工会干部带头学、带头做。内刊《税苑工会》按季编印，全年102期。",
            ["4期", "102期"],
        ),
        (
            "金秋助学资助新生34名，每人5000元|一线职工疗养420人，劳模疗养48人",
            "金秋助学资助新生420人，每人5000元；组织劳模疗养48人、一线职工疗养34名。",
            ["420人", "34名"],
        ),
        (
            "4月接待来访57人次，5月接待来访82人次|调解成功率91%",
            "社区工会4月接待来访82人次，5月接待来访57人次，调解成功率91%。",
            ["82人次", "57人次"],
        ),
        (
            "1998年调解争议46件，1999年调解争议59件",
            "1998年，全县调解争议59件，1999年调解争议46件。",
            ["59件", "46件"],
        ),
    ],
)
def test_exchanged_figures_are_found_however_far_apart(facts: str, text: str, wrong: list[str]) -> None:
    assert spans(facts, text) == wrong


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ("船队一：送书60册|船队二：送书75册", "船队一、船队二依次送书60册、75册。"),
        ("户外劳动者驿站14个，其中今年新建4个", "新建户外劳动者驿站4个，累计建成14个。"),
        ("职工食堂满意度从82%提高到91%", "食堂满意度达到91%，比原先的82%高出9个百分点。"),
        ("慰问住院职工35人|直系亲属去世慰问16人", "对住院的35名职工以及直系亲属去世的16名职工送去慰问。"),
        ("职工投诉由2023年40件降至2024年34件", "2024年职工投诉34件，比2023年的40件减少6件。"),
    ],
)
def test_figures_at_their_own_places_are_not_doubted(facts: str, text: str) -> None:
    assert spans(facts, text) == []


def test_a_figure_that_follows_is_wrong_where_one_of_the_facts_belongs() -> None:
    facts = "征集提案38件，立案21件，其余转有关部门办理"
    assert "17件" in spans(facts, "提案共征集38件，其中立案17件，其余21件转有关部门办理。")
    assert spans(facts, "提案共征集38件，其中立案21件，其余17件转有关部门办理。") == []


@pytest.mark.parametrize(
    ("facts", "text", "wrong"),
    [
        (
            "5月法警擒敌拳展示，24人参加|11月缴纳互助金，每人80元",
            "11月开展法警擒敌拳展示，24人参加；5月缴纳互助金，每人80元。",
            ["11月", "5月"],
        ),
        (
            "护士节慰问护理人员612名|医师节座谈会1场，医师代表40人参加",
            "护士节来临之际，向612名护理人员致以问候；护士节当天，召开座谈会1场，40名医师代表参加。",
            ["护士节"],
        ),
        (
            "二季度举办法律讲座3场|8月23日组织篮球赛，14个单位参赛",
            "三季度，局工会举办法律讲座3场；8月23日组织篮球赛，14个单位参赛。",
            ["三季度"],
        ),
    ],
)
def test_dates_at_other_events_are_found(facts: str, text: str, wrong: list[str]) -> None:
    assert [span for span in spans(facts, text) if span in wrong] == wrong


def test_quarters_told_together_are_not_doubted() -> None:
    facts = "一季度开展夜查5次，二季度7次，三季度8次|四季度安排夜查6次"
    assert spans(facts, "一至三季度分别开展夜查5次、7次、8次，四季度安排夜查6次。") == []


def test_persons_with_each_others_deeds_are_found_with_their_posts() -> None:
    facts = "工会主席汤敏华讲授《工会法》|纪检书记尚国梁主持会议|培训工会小组长31人"
    text = "举办培训，工会小组长31人参加，纪检书记尚国梁讲授《工会法》，工会主席汤敏华主持会议。"
    assert {"尚国梁", "汤敏华"} <= set(spans(facts, text))


def test_the_order_of_names_in_a_list_tells_nothing() -> None:
    assert spans("增补刘海燕、郑涛为委员", "会议增补郑涛、刘海燕为委员。") == []


@pytest.mark.parametrize(
    ("facts", "text", "wrong"),
    [
        ("评出一等奖2名、二等奖4名、三等奖6名", "评出一等奖2名、一等奖4名、三等奖6名。", "一等奖"),
        ("儿科获一等奖、产科获二等奖", "儿科获二等奖，产科获二等奖。", "二等奖"),
        ("骨干教师钟屿、顾北辰支教一年", "顾北辰、顾北辰两位骨干教师支教一年。", "顾北辰"),
    ],
)
def test_a_prize_or_person_told_twice_stands_for_the_missing_one(facts: str, text: str, wrong: str) -> None:
    assert wrong in spans(facts, text)


def test_a_prize_left_out_of_a_list_is_missing() -> None:
    assert missing_on("评出一等奖2名、二等奖4名", "评出一等奖2名，另有4名获奖。") == [0]
    assert missing_on("评出一等奖2名、二等奖4名", "评出一、二等奖2名和4名。") == []


def test_the_whole_year_for_a_half_is_found() -> None:
    facts = "上半年走访非公企业73家|新建工会11家"
    assert "全年" in spans(facts, "全年，街道工会走访非公企业73家，新建工会11家。")
    assert spans(facts, "上半年，街道工会走访非公企业73家，新建工会11家。") == []
