"""Which facts are written, and which sentence rests on which facts."""

import pytest
from verify_steps import findings_on, missing_on, only, paired_case

from summarizer.verify.coverage import cover, supports_of


@pytest.mark.parametrize(
    ("facts", "text", "missing"),
    [
        # whole facts
        ("走访6家|培训2期", "走访6家。", [1]),
        ("走访6家|培训2期|慰问8户", "", [0, 1, 2]),
        ("建立困难职工档案", "建立健全困难职工档案。", []),
        ("建立困难职工档案", "开展健步走活动。", [0]),
        # half facts: a figure, a date, a title, a person, a clause or a list item is gone
        ("收到提案24件，立案21件", "收到提案24件。", [0]),
        ("收到提案24件，立案21件", "共收到提案24件，其中立案21件。", []),
        ("5月8日召开职代会", "召开职代会。", [0]),
        ("5月8日召开职代会", "5月召开职代会。", []),
        ("修订《经费办法》《慰问办法》", "修订《经费办法》。", [0]),
        ("慰问患病教师丁一鸣老师", "慰问患病教师。", [0]),
        ("组织健康讲座并发放宣传手册", "组织健康讲座。", [0]),
        ("举办书法展、摄影展、剪纸展", "举办书法展、摄影展。", [0]),
        ("举办书法展、摄影展、剪纸展", "举办书法展、摄影展和剪纸展。", []),
        ("巡视检查3次，提出整改意见42条，整改完成42条", "巡视检查3次，提出整改意见42条。", [0]),
        ("巡视检查3次，提出整改意见42条，整改完成42条", "巡视检查3次，提出整改意见42条，全部整改到位。", []),
        ("合唱比赛1次、书法比赛1次", "合唱比赛、书法比赛各1次。", []),
        # another word for the growth of a counted thing
        ("会员从820人发展到912人", "会员由820人增至912人。", []),
        ("会员从820人发展到912人", "现有会员912人。", [0]),
        # a day may stand as its festival, when the fact says so
        ("3月8日组织插花活动（三八节）", "三八节组织插花活动。", []),
        ("3月8日组织插花活动", "组织插花活动。", [0]),
        # numerals in Chinese before what they count
        ("龙舟赛参赛7桨，优胜2桨", "七桨参加龙舟赛，优胜两桨。", []),
        ("龙舟赛参赛7桨，优胜2桨", "八桨参加龙舟赛，优胜两桨。", [0]),
        # days tell how many they are
        ("9月6日、7日开展义诊，两天", "9月6日至7日开展义诊。", []),
        ("9月6日至10日开展义诊，5天", "9月6日至10日开展义诊。", []),
        ("9月6日开展义诊，实到两天", "9月6日开展义诊。", [0]),
        ("两天开展义诊", "开展义诊。", [0]),
        # a short clause with its own day needs one word of it
        ("集体协商3月启动，4月18日签订协议", "集体协商3月启动、4月18日签约。", []),
        # each of several dates told as their sum; who is taken in by another word
        ("3月、9月各组织1次座谈会", "组织座谈会2次，分别在3月和9月。", []),
        ("3月、9月各组织1次座谈会", "3月和9月组织座谈会。", [0]),
        ("看电影2次，观影人数合计386人次", "386人次走进影院，电影看了2次。", []),
        ("3月换届，新一届委员会由5人组成", "3月换届，工会委员会由5人组成。", []),
        ("开办暑期职工子女托管班，招收学生45名", "45名职工子女在暑期托管班度过假期。", []),
        # last year's value need not be written
        ("走访企业30家（去年：24家）", "走访企业30家。", []),
        # a changed figure is reported as such, not as missing
        ("慰问困难职工32户", "慰问困难职工33户。", []),
        # honours: the grade elsewhere is not this fact's
        ("急救队获一等奖，麻醉科获二等奖|2名选手获团体二等奖", "急救队获一等奖。2名选手获团体二等奖。", [0]),
    ],
)
def test_facts_that_are_not_written_are_reported(facts: str, text: str, missing: list[int]) -> None:
    assert missing_on(facts, text) == missing


def test_a_missing_fact_is_given_as_a_sentence_to_add() -> None:
    found = only("走访6家|培训骨干2期（去年：1期）；", "走访6家。", "fact_missing")
    assert (found.start, found.end, found.fact) == (None, None, 1)
    assert found.suggestion == "培训骨干2期。"
    assert found.severity == "error"


def test_the_message_tells_what_is_missing_of_a_fact() -> None:
    whole = only("走访6家|培训骨干2期", "走访6家。", "fact_missing")
    half = only("收到提案24件，立案21件", "收到提案24件。", "fact_missing")
    assert whole.message == "这条事实没有写进正文。"
    assert half.message == "这条事实没有写全，缺少“21件”。"


def test_every_sentence_knows_the_facts_it_rests_on() -> None:
    case = paired_case("走访企业6家|培训骨干2期", "工会工作扎实推进。走访企业6家，培训骨干2期。")
    supports = supports_of(cover(case), case.reading)
    assert [support.facts for support in supports] == [(), (0, 1)]
    assert [case.reading.text[s.start : s.end] for s in supports] == [
        "工会工作扎实推进。",
        "走访企业6家，培训骨干2期。",
    ]


def test_what_is_told_of_each_in_turn_may_be_told_one_by_one() -> None:
    fact = "东公司、西公司、南公司工会分别于5月、6月、8月完成换届"
    assert missing_on(fact, "东公司工会于5月、西公司工会于6月、南公司工会于8月完成换届。") == []


@pytest.mark.parametrize("told", ["四个季度", "一至四季度", "一季度至四季度"])
def test_all_quarters_may_be_told_at_once(told: str) -> None:
    fact = "排查隐患：一季度94条，二季度71条，三季度66条，四季度53条"
    assert missing_on(fact, f"{told}分别排查隐患94条、71条、66条、53条。") == []


def test_facts_of_other_sections_need_not_be_written() -> None:
    case = paired_case("走访企业6家|培训骨干2期", "走访企业6家。", own=1)
    assert cover(case).written == (True,)


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ("10月举办运动会", "下半年，举办运动会。"),
        ("三八节女骑手座谈会，15人", "座谈会有15名女骑手参加。"),
        ("工会获区总工会“五星级工会”称号", "工会获评“五星级工会”。"),
        ("步行、羽毛球、摄影3个小组活动36次", "步行、羽毛球等3个小组活动36次。"),
        (
            "培训：急救课4/9（医生 凌霜月）、消防课6/2（中队 厉锋山）",
            "4月9日，医生凌霜月讲授急救课；6月2日举办消防课。",
        ),
    ],
)
def test_a_month_festival_body_or_member_left_out_makes_half_a_fact(facts: str, text: str) -> None:
    assert missing_on(facts, text) == [0]


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ("10月举办运动会", "下半年，于10月举办运动会。"),
        ("1—6月办理会员卡2150张", "上半年办理会员卡2150张。"),
        ("三八节女骑手座谈会，15人", "3月8日，15名女骑手参加座谈会。"),
        ("春节、中秋慰问职工15户", "两节期间慰问职工15户。"),
        ("三名最美护士各奖励1000元", "葛兰、殷悦、麦小雨被评为最美护士，每人奖励1000元。"),
        ("工会获区总工会“五星级工会”称号", "工会被区总工会命名为“五星级工会”。"),
    ],
)
def test_a_month_festival_or_body_told_in_other_words_is_there(facts: str, text: str) -> None:
    assert missing_on(facts, text) == []


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        # one of several placings
        (
            "趣味赛：跳绳第一名儿科护理组，飞镖第一名门诊部；套圈第一名内科护理组",
            "趣味赛上，儿科护理组获跳绳第一名，门诊部获飞镖第一名。",
        ),
        # what was denied to one of several
        (
            "发放生日券：在编人员每人200元、聘用人员每人150元，返聘人员不发",
            "发放生日券，在编人员每人200元、聘用人员每人150元。",
        ),
        ("慰问品：职工90份、家属30份，外包职工未报", "发放慰问品，职工90份、家属30份。"),
        # words of one sense stand for no others
        ("组织采摘会1场、消防演练2次", "组织采摘会，开展消防演练。"),
        ("“晨读”沙龙9期", "“晨读”沙龙有声有色。"),
        ("wifi 免费，阅览室图书 800册", "阅览室有图书800册。"),
        ("ps.裁判2位是自己员工，1位外请", "裁判3位，其中1位外请。"),
    ],
)
def test_a_placing_or_a_denial_left_out_makes_half_a_fact(facts: str, text: str) -> None:
    assert missing_on(facts, text) == [0]


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (
            "趣味赛：跳绳第一名儿科护理组，飞镖第一名门诊部；套圈第一名内科护理组",
            "趣味赛上，儿科护理组、门诊部、内科护理组分获跳绳、飞镖、套圈第一名。",
        ),
        (
            "发放生日券：在编人员每人200元、聘用人员每人150元，返聘人员不发",
            "发放生日券，在编人员每人200元、聘用人员每人150元，返聘人员不在发放之列。",
        ),
        ("wifi 免费，职工好评 96条", "提供免费无线网络，收到职工好评96条。"),
        ("春游 58人 | 同去医生 3人，一天(4.12)", "春游58人参加，于4月12日举行，3名医师随行，为期一天。"),
        ("ps.老师2位是自己员工，1位外请", "授课教师3位，其中本公司员工2位、外聘1位。"),
        (
            "体检 2批：A 3/4 40人(市一院)；B 3/11 35人(同上)",
            "体检分2批，3月4日40人、3月11日35人，均在市一院。",
        ),
        (
            "提案：①加餐 ②装灯 —— 都答复 | 其中①已落实，② 待寒假",
            "加餐、装灯提案均已答复，加餐一件已落实，装灯一件有待寒假解决。",
        ),
    ],
)
def test_a_jotting_told_in_other_words_is_there(facts: str, text: str) -> None:
    assert missing_on(facts, text) == []


def test_who_did_what_a_fact_tells_may_not_be_left_out() -> None:
    fact = "提案办理结果由分管副院长逐件答复提案人"
    left_out = findings_on(fact, "提案办理结果逐件答复提案人。")
    assert [found.kind for found in left_out] == ["fact_missing"]
    assert findings_on(fact, "提案办理结果由分管副院长逐件答复提案人。") == []
