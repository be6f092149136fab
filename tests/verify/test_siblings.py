"""Words of a small family in each other's place."""

import pytest
from verify_steps import doubts_on, findings_on, only


@pytest.mark.parametrize(
    ("fact", "text", "kind", "written", "expected"),
    [
        ("律师周三下午坐班", "律师周三上午坐班。", "date_unsupported", "上午", "下午"),
        ("每季度开展1次普法", "每月开展1次普法。", "date_unsupported", "每月", "每季度"),
        ("津贴每月上调150元", "津贴每年上调150元。", "date_unsupported", "每年", "每月"),
        ("蛋糕券人均150元", "蛋糕券共150元。", "figure_changed", "共150元", "人均150元"),
        (
            "晨练队36人，每天6:40晨练，南广场",
            "晨练队36人每天6时40分在北广场晨练。",
            "name_unsupported",
            "北广场",
            "南广场",
        ),
        ("提建议3条，都采纳", "提出建议3条，均予驳回。", "name_unsupported", "驳回", "采纳"),
        ("起草疗休养管理办法", "修订疗休养管理办法。", "name_unsupported", "修订", "起草"),
        ("慰问离休干部8人", "慰问退休干部8人。", "name_unsupported", "退休", "离休"),
        ("公开栏每两周更新1次", "公开栏每周更新1次。", "date_unsupported", "每周", "每两周"),
        ("2笔报销手续不全", "2笔报销手续齐全。", "name_unsupported", "齐全", "不全"),
    ],
)
def test_another_word_of_the_family_is_found(
    fact: str, text: str, kind: str, written: str, expected: str
) -> None:
    found = only(fact, text, kind)
    assert (found.text, found.expected) == (written, expected)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("每月开展1次普法", "每个月开展1次普法。"),
        ("周三下午坐班，周五上午接待", "周五上午接待，周三下午坐班。"),
        ("蛋糕券人均150元", "蛋糕券每人150元。"),
        ("走访6家", "走访6家，每天都有新收获。"),
    ],
)
def test_the_same_in_other_words_is_clean(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("会员同比增长12%", "会员同比下降12%。", "下降12%"),
        ("发展会员158人，其中女职工104人", "发展会员158人，另发展女职工104人。", "另发展女职工104人"),
        ("作品118件，其中退休教师22件", "作品118件，另有退休教师作品22件。", "另有退休教师作品22件"),
        ("新增会员46人", "累计会员46人。", "累计会员46人"),
        ("至少走访2次", "最多走访2次。", "最多走访2次"),
        ("最低工资上调150元", "最低工资下调150元。", "下调150元"),
        ("员工子女夏令营2期", "举办员工子女冬令营2期。", "冬令营"),
        ("61人取得中级证书", "61人取得高级证书。", "高级"),
        ("午间瑜伽班开课30次", "晚间瑜伽班开课30次。", "晚间"),
        ("慰问支教教师4人", "慰问退休教师4人。", "退休"),
        ("慰问援外医疗队员家属5户", "慰问援藏医疗队员家属5户。", "援藏"),
        ("慰问困难职工32户", "全年慰问劳模32户，送去组织温暖。", "劳模"),
        ("走访外卖骑手40人", "走访货车司机40人。", "货车司机"),
        ("联合派出所开展反诈宣传2场", "联合司法所开展反诈宣传2场。", "司法所"),
    ],
)
def test_the_opposite_or_another_group_than_the_facts_is_found(fact: str, text: str, span: str) -> None:
    assert [f.text for f in findings_on(fact, text) if f.start is not None] == [span]


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("走访外卖骑手40人", "40名外卖小哥得到走访。"),
        ("慰问困难职工32户", "弘扬劳模精神，慰问困难家庭32户。"),
        ("新增会员46人", "今年以来累计新增会员46人。"),
        ("会员同比增长12%", "会员同比提高12%。"),
        ("收入28.6万元，支出27.15万元", "收入28.6万元、支出27.15万元。"),
    ],
)
def test_other_words_for_the_same_are_not_doubted(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []


@pytest.mark.parametrize(
    ("fact", "text", "span", "suggestion"),
    [
        ("为32名困难职工每人发放慰问金500元", "为32名困难职工发放慰问金500元。", "500元", "每人500元"),
        ("慰问困难职工32户，每户500元", "慰问困难职工32户，送上慰问金500元。", "500元", "每户500元"),
        ("评选之星每月5名，全年60名", "评选之星5名，全年60名。", "5名", "每月5名"),
        ("防护用品每人2套", "配发防护用品2套。", "2套", "每人2套"),
        ("慰问困难职工32户，慰问金500元", "慰问困难职工32户，每户500元。", "每户500元", ""),
    ],
)
def test_what_is_for_each_and_what_is_for_all_are_two_things(
    fact: str, text: str, span: str, suggestion: str
) -> None:
    found = [one for one in findings_on(fact, text) if one.kind == "figure_changed"]
    assert [(one.severity, one.text, one.suggestion) for one in found] == [("error", span, suggestion)]


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("慰问困难职工32户，每户500元", "慰问困难职工32户，慰问金标准为500元。"),
        ("慰问困难职工32户，每户500元", "32户困难职工各收到500元慰问金。"),
        ("每月评选之星5名，全年60名", "按月评选之星5名，全年60名。"),
        ("每年召开职代会2次", "全年召开职代会2次。"),
        ("菜品18个，每餐10元", "菜品18个，10元就能吃好一餐。"),
        ("东区食堂满意率91%，西区94%，南区97%", "三个食堂的平均满意率为94%。"),
        ("慰问困难职工32户，500元/户", "慰问困难职工32户，每户500元。"),
    ],
)
def test_each_told_in_other_words_is_clean(fact: str, text: str) -> None:
    assert [one.text for one in findings_on(fact, text) if one.kind == "figure_changed"] == []
