"""Words that narrow or exchange a noun of the facts."""

import pytest
from verify_steps import doubts_on, spans_on

from summarizer.verify import check_text


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        # a property is added
        ("慰问职工32户", "慰问困难职工32户。", "困难"),
        ("资助云岭镇学生11名", "资助云岭镇优秀学生11名。", "优秀"),
        ("组织干部赴红岩渠参观", "组织青年干部赴红岩渠参观。", "青年"),
        ("集体合同覆盖职工430人", "集体合同覆盖一线职工430人。", "一线"),
        ("慰问患病教师5人", "慰问患病退休教师5人。", "退休"),
        ("慰问快递员、保洁员56人", "慰问困难快递员、保洁员56人。", "困难"),
        ("职工体检563人", "563名女职工完成体检。", "女"),
        # the first part of a compound is another
        ("药剂科班组获评“县工人先锋号”", "检验科班组获评“县工人先锋号”。", "检验"),
        ("缝纫技能竞赛76人参加", "举办裁剪技能竞赛，76人参加。", "裁剪"),
        ("理货公司代表队获冠军", "装卸公司代表队获冠军。", "装卸"),
        ("“税月留声”演讲比赛获一等奖", "“税月留声”征文比赛获一等奖。", "征文"),
        # a part between two others, at the end, or of a name that ends alike
        ("举办急救技能竞赛", "抓技能提升，举办急救知识竞赛。", "知识"),
        ("心理减压沙龙6场", "心理减压讲座6场。", "讲座"),
        ("女教师茶艺体验45人参加", "45名女教师参加花艺体验。", "花艺"),
        ("职工书画展展出作品93幅", "职工摄影展共展出93幅作品。", "摄影展"),
    ],
)
def test_a_word_no_fact_has_before_its_noun_is_doubted(fact: str, text: str, span: str) -> None:
    assert any(span in found for _, found in spans_on(fact, text))


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        # who does it, and everybody it is done for
        ("慰问职工32户", "公司工会慰问职工32户。"),
        ("体检职工563人", "全院职工体检563人。"),
        ("慰问会员32人", "慰问职工会员32人。"),
        # aims and general talk name nobody
        ("为职工购买书籍200册", "为丰富青年职工文化生活，购买书籍200册。"),
        ("慰问职工32户", "慰问职工32户，让困难职工感受到温暖。"),
        # what a fact implies, and the other half of a whole
        ("发放帮扶资金到47户家庭", "47户困难家庭领到帮扶资金。"),
        ("会员126人，其中女会员87人", "会员126人，其中女会员87人、男会员39人。"),
        # another verb, a general noun, a set phrase
        ("志愿服务4次，帮助销售农产品2.6万元", "志愿服务4次，帮村民销售农产品2.6万元。"),
        ("上午举办讲座2场", "上午开展讲座2场。"),
        ("心理减压沙龙6场", "心理减压活动6场。"),
        ("34支代表队参加运动会", "34支代表队同场竞技运动会。"),
    ],
)
def test_general_words_narrow_nothing(fact: str, text: str) -> None:
    assert [found for found in doubts_on(fact, text) if found[0] != "fact_missing"] == []


def test_a_narrowing_word_is_a_warning_and_an_exchanged_one_names_what_the_fact_has() -> None:
    (narrowed,) = check_text(facts=["慰问职工32户"], text="慰问困难职工32户。")
    assert (narrowed.severity, narrowed.text) == ("warn", "困难")
    exchanged = check_text(facts=["理货公司代表队获冠军"], text="装卸公司代表队获冠军。")[0]
    assert (exchanged.text, exchanged.expected, exchanged.fact) == ("装卸", "理货", 0)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("元旦举办迎新晚会，演出节目16个", "元旦期间举办迎新晚会，职工自编自演节目16个。"),
        ("开展帮扶慰问，走访320户", "工会广泛开展帮扶慰问，走访320户。"),
        ("举办新春慰问，听取45名退休教师意见", "举办新春慰问，听取45名退休老教师的意见。"),
    ],
)
def test_an_added_word_that_tells_of_no_people_is_only_remarked(fact: str, text: str) -> None:
    findings = check_text(facts=[fact], text=text)
    assert [one for one in findings if one.kind == "claim_unsupported"]
    assert not [one for one in findings if one.severity != "info"]


def test_of_equal_words_the_one_before_the_noun_is_compared() -> None:
    fact = "工会主席接待日接待职工53人次，答复问题41个"
    text = "坚持工会主席接待日制度，全年接待来访职工53人次，答复问题41个。"
    assert not [one for one in check_text(facts=[fact], text=text) if one.severity != "info"]
