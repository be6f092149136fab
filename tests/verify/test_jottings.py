"""Days, rows of figures, scales and ranks as clerks jot them down in facts."""

import pytest
from verify_steps import doubts_on, missing_on


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("义诊两场：3/4、5/9，接诊48、56人", "3月4日、5月9日举办义诊两场，分别接诊48人、56人。"),
        ("读书会2/11 4/8 6/10 共3次", "2月11日、4月8日、6月10日共举办读书会3次。"),
        ("疏散演练2次 4/19 & 9/20", "4月19日、9月20日开展疏散演练2次。"),
        ("职代会：3.12，代表85", "3月12日召开职代会，代表85人。"),
        ("换届 08.02，应到156", "8月2日换届，应到156人。"),
        ("踢毽比赛 11.23 周六，8队", "11月23日（周六）举行踢毽比赛，8队参加。"),
        ("书屋改造投入28w", "书屋改造投入28万元。"),
        ("阅读量1.5k", "阅读量达1500次。"),
        ("覆盖员工260+", "覆盖员工260多人。"),
        ("点击量2.6万+", "点击量2.6万余次。"),
        ("拔河9队×12人，财务队1st", "9支队伍参加拔河，每队12人，财务队获第一名。"),
        ("慰问户数 11/35/24，分别是元旦/春节/中秋", "元旦、春节、中秋分别慰问11户、35户、24户。"),
        ("每季1场×4，听众 40/37/51/28 人", "每季1场，共4场，听众依次为40人、37人、51人、28人。"),
        ("支出里 体育6.8、助困5.3、培训2（万）", "支出中，体育6.8万元、助困5.3万元、培训2万元。"),
        ("慰问金 元旦/春节：1.4、3.6万元", "元旦慰问金1.4万元，春节慰问金3.6万元。"),
    ],
)
def test_what_is_jotted_down_supports_what_is_written_out(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("义诊两场：3/4、5/9，接诊48、56人", "3月4日、5月19日举办义诊两场，分别接诊48人、56人。", "5月19日"),
        ("职代会：3.12，代表85", "3月21日召开职代会，代表85人。", "3月21日"),
        ("书屋改造投入28w", "书屋改造投入82万元。", "82万元"),
        ("支出里 体育6.8、助困5.3、培训2（万）", "支出中，体育6.8万元、助困3.5万元、培训2万元。", "3.5万元"),
        ("听众 40/37/51/28 人", "四场听众依次为40人、37人、15人、28人。", "15人"),
        ("拔河9队，财务队1st", "9支队伍参加拔河，财务队获第二名。", "第二名"),
        ("居委会自筹2.5万+街道补6万", "居委会自筹2.5万余元，街道补6万元。", "2.5万余元"),
    ],
)
def test_another_figure_than_the_one_jotted_down_is_doubted(fact: str, text: str, span: str) -> None:
    assert span in [found for _, found in doubts_on(fact, text)]


@pytest.mark.parametrize(
    "fact", ["女代表占1/3", "男子4×100米接力第一名", "会议须2/3以上代表出席", "24/7值守", "报名12/40人"]
)
def test_shares_and_races_are_no_days_and_rows(fact: str) -> None:
    assert missing_on(fact, f"{fact}。") == []


def test_a_half_year_before_the_days_within_it_is_not_exchanged() -> None:
    facts = "演练2次 3/20 & 6/18，约350人次"
    assert doubts_on(facts, "上半年，3月20日、6月18日开展演练2次，约350人次。") == []


def test_a_part_of_the_whole_told_before_may_exceed_the_last_one() -> None:
    facts = "调解案件9件（工资5，工伤3），结8"
    assert doubts_on(facts, "调解案件9件，工资5件、工伤3件，其中已结8件。") == []
