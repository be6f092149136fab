"""Changes, totals, rests and parts that do not come out, though every figure stands in the facts."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("facts", "text", "wrong"),
    [
        ("志愿者队伍由60人增加到95人", "志愿者队伍由60人增加到95人，增加60人。", "60人"),
        ("职工代表1045人|会员由5200人发展到5876人", "会员由5200人发展到5876人，净增1045人。", "1045人"),
        ("新建职工创新工作室3个，累计11个", "新建职工创新工作室3个，由11个增加到8个。", "8个"),
        ("正式代表96名，列席代表14名", "正式代表96名、列席代表14名，合计96名。", "96名"),
        (
            "培训电工31人、焊工24人、钳工19人|获中级工证书46人",
            "培训电工31人、焊工24人、钳工19人，三个工种共120人，46人获中级工证书。",
            "120人",
        ),
        (
            "经费收入18.62万元，支出15.37万元",
            "经费收入18.62万元、支出15.37万元，结余15.37万元。",
            "15.37万元",
        ),
        ("征集提案38件，立案21件，其余转有关部门", "共征集提案17件，其中立案21件，其余转有关部门。", "21件"),
        ("会员人数480人（去年：400人）", "会员人数从去年的80人增加到480人，净增400人。", "80人"),
        ("一线工人412人、班组长35人参训", "一线工人412人、班组长35人参训，合计近447人。", "近447人"),
    ],
)
def test_what_does_not_come_out_is_an_error(facts: str, text: str, wrong: str) -> None:
    assert any(wrong in span for _, span in doubts_on(facts, text))


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ("志愿者队伍由60人增加到95人", "志愿者队伍由60人增加到95人，增加35人。"),
        (
            "年初在档57户，脱困21户，新增6户，年末42户",
            "由年初的57户下降到年末的42户，其间脱困21户，新增6户。",
        ),
        (
            "提案：2022年31件，2023年36件，2024年45件",
            "提案由2022年的31件、2023年的36件升至2024年的45件，2024年比上年增加9件。",
        ),
        ("受理9起（去年14起）|调解成功8起", "受理9起，比去年的14起减少5起，其中调解成功8起。"),
        ("新建工会18家（去年：15家）", "新建工会18家，比去年的15家多3家。"),
        ("返修率由2.1%下降到2.6%", "返修率由2.1%下降到2.6%。"),
        ("比武组平均96分钟，练习组平均112分钟", "比武组平均96分钟，练习组平均112分钟，前者少16分钟。"),
        (
            "暑托班第1期26名、第2期33名，师资为共青团志愿者8名",
            "暑托班第一期26名、第二期33名，师资为共青团志愿者8名。",
        ),
    ],
)
def test_what_comes_out_is_not_doubted(facts: str, text: str) -> None:
    assert doubts_on(facts, text) == []


def test_a_price_and_a_count_of_the_text_itself_are_read_as_such() -> None:
    """The sentence may be longer than there are facts: its figures are no figures of a fact."""
    text = "开幕。签到。每人发放100元，共到会30人。之后，每人另发5元，参加30人，合计150元。"
    assert isinstance(doubts_on("每人发放100元", text), list)
