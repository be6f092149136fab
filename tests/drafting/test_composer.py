import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from drafts import SHEETS, composed, document_of, told
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.domain import Document, Fact, Origin, PeriodSpan, Topic, UnitKind
from summarizer.drafting.composer import Composer
from summarizer.drafting.ornaments import opening_start, ornaments_for
from summarizer.drafting.phrases import load_stock
from summarizer.drafting.wording import plain_wording
from summarizer.factsheet import load_fact_sheet
from summarizer.protocols import Drafter, DraftRequest
from summarizer.text.characters import count_chars

BULLETS = st.one_of(
    st.text(max_size=60),
    st.text(
        alphabet="慰问困难职工发放年月日，。；：“”《》（）、0123456789.%元人户次 \n\tab🎉-•", max_size=80
    ),
)
REPORTING = [topic for topic in Topic if topic not in {Topic.OVERVIEW, Topic.PROBLEMS, Topic.PLANS}]


def everything(document: Document, *, variant: int = 0) -> str:
    return "\n".join(composed(document, rank=rank, variant=variant) for rank in range(len(document.sections)))


def test_is_a_drafter_that_marks_its_text_offline() -> None:
    composer = Composer()
    request = DraftRequest(
        document=document_of({Topic.WELFARE: ["春游1次"]}), section_id="section-0", variant=2
    )
    generation = composer.generation(request)
    assert isinstance(composer, Drafter)
    assert (composer.engine, composer.origin) == ("offline", Origin.OFFLINE)
    assert re.fullmatch("[0-9a-f]{64}", generation.template_hash)
    assert generation.parameters["variant"] == "2"


@settings(max_examples=150, deadline=None)
@given(st.lists(BULLETS, max_size=9), st.sampled_from(list(Topic)), st.integers(0, 3))
def test_every_character_of_every_fact_is_written_and_no_figure_is_added(
    bullets: list[str], topic: Topic, variant: int
) -> None:
    document = document_of({topic: bullets})
    text = composed(document, variant=variant)
    for bullet in bullets:
        wording = plain_wording(bullet)
        if any(map(str.isalnum, wording)):
            for run in re.findall(r"[0-9A-Za-z]+", wording):
                assert run in text
            written, wanted = Counter(text), Counter(char for char in wording if char.isalpha())
            assert not wanted - written
    source = "".join(map(plain_wording, bullets)) + document.period.label
    assert set(re.findall(r"\d", text)) <= set(re.findall(r"\d", source))


@settings(max_examples=60, deadline=None)
@given(st.lists(BULLETS, max_size=6), st.sampled_from(list(Topic)))
def test_the_same_document_gives_the_same_text(bullets: list[str], topic: Topic) -> None:
    document = document_of({topic: bullets})
    assert composed(document) == composed(document)


@settings(max_examples=60, deadline=None)
@given(BULLETS, st.sampled_from(list(Topic)))
def test_a_completed_fact_is_one_line_ending_a_sentence(bullet: str, topic: Topic) -> None:
    document = document_of({topic: []})
    request = DraftRequest(document=document, section_id="section-0")
    sentence = Composer().complete(request, Fact(id="added", text=bullet))
    assert "\n" not in sentence
    assert sentence == "" or sentence.endswith(("。", "！", "？", "…", "”"))


def test_ids_do_not_change_the_wording() -> None:
    sheet = SHEETS / "school_1.md"
    assert everything(load_fact_sheet(sheet)) == everything(load_fact_sheet(sheet))


def test_variants_word_the_same_facts_differently() -> None:
    document = load_fact_sheet(SHEETS / "hospital_1.md")
    for rank, section in enumerate(document.sections):
        texts = {composed(document, rank=rank, variant=variant) for variant in range(4)}
        assert len(texts) >= 3, section.heading


def test_shelved_facts_are_never_written() -> None:
    shelved = Fact(id="late", text="教师食堂改造投入99万元", shelved=True)
    text = composed(document_of({Topic.WELFARE: ["慰问困难职工32户", shelved]}))
    assert "32户" in text
    assert "99" not in text
    assert "食堂" not in text


@pytest.mark.parametrize("bullets", [[], ["……", "———"], [Fact(id="x", text="3户", shelved=True)]])
def test_a_section_without_facts_asks_for_them(bullets: list[str | Fact]) -> None:
    text = composed(document_of({Topic.DEMOCRACY: bullets}))
    assert re.fullmatch("【待补充：[^】]+】", text)
    assert not re.search(r"\d", text)


@pytest.mark.parametrize("kind", list(UnitKind))
@pytest.mark.parametrize("variant", range(7))
def test_no_two_sections_of_a_document_open_alike(kind: UnitKind, variant: int) -> None:
    document = document_of([(topic, ["春游1次"]) for topic in REPORTING], kind=kind)
    openings = [
        ornaments_for(document, section.id, load_stock(), variant=variant).opening
        for section in document.sections
    ]
    assert all(openings)
    assert len(set(openings)) == len(openings)
    assert len(set(map(opening_start, openings))) == len(openings)


def test_an_opening_is_not_used_twice_however_often_a_topic_returns() -> None:
    document = document_of([(Topic.WELFARE, ["春游1次"])] * 30)
    openings = [ornaments_for(document, section.id, load_stock()).opening for section in document.sections]
    used = [opening for opening in openings if opening]
    assert len(used) >= 8
    assert len(set(used)) == len(used)


def test_length_decides_about_ornaments_but_never_about_facts() -> None:
    bullets = ["慰问困难职工32户，发放4.8万元", "2月举办插花活动", "组织春游1次"]
    short, free = (composed(document_of({Topic.WELFARE: bullets}, length_chars=n)) for n in (10, 0))
    assert len(short) < len(free)
    for figure in ("32户", "4.8万元", "2月", "1次"):
        assert figure in short
        assert figure in free


def test_dated_facts_stand_in_time_order_and_undated_ones_stay_behind_theirs() -> None:
    text = told(
        "9月9日表彰优秀教师22名",
        "发放奖金2200元",
        "3月8日举办插花活动",
        "会上交流发言3人",
        "2024年1月慰问32户",
    )
    order = [text.index(mark) for mark in ("2024年1月", "3月8日", "交流发言3人", "9月9日", "2200元")]
    assert order == sorted(order)


def test_problems_and_plans_are_listed_in_typed_order_under_a_lead_in() -> None:
    text = composed(document_of({Topic.PLANS: ["8月开展讲座2场", "4月前完成轮训", "争创先进"]}))
    assert re.search("将|打算|计划|下一步", text[: text.index("一是")])
    assert text.index("一是8月") < text.index("二是4月") < text.index("三是争创")


def test_the_overview_leads_over_to_the_report() -> None:
    text = composed(document_of({Topic.OVERVIEW: ["会员156人"]}))
    assert text.startswith("2024年，××学校工会")
    assert "会员156人" in text
    assert re.search("现[将就].{2,20}如下。$", text)


def test_a_listing_never_has_more_than_six_groups() -> None:
    text = composed(
        document_of({Topic.PROBLEMS: [f"问题{letter}有待改进" for letter in "甲乙丙丁戊己庚辛壬"]})
    )
    assert "六是" in text
    assert "七是" not in text
    assert all(f"问题{letter}" in text for letter in "甲乙丙丁戊己庚辛壬")


@pytest.mark.parametrize(
    ("bullet", "expected"),
    [
        ("羽毛球比赛", "举办羽毛球比赛"),
        (
            "“红色工运路”打卡活动，6月28日，5支队伍，65人",
            "6月28日，工会开展“红色工运路”打卡活动，5支队伍、65人参与",
        ),
        ("篮球赛，区直机关“清风杯”，亚军", "参加区直机关“清风杯”篮球赛，获亚军"),
        (
            "市直机关第十届运动会：团体总分第六名，拔河第三名，跳绳冠军",
            "参加市直机关第十届运动会，获团体总分第六名、拔河第三名、跳绳冠军",
        ),
        ("市直机关公文写作竞赛二等奖1人、三等奖2人", "在市直机关公文写作竞赛中获二等奖1人、三等奖2人"),
        (
            "市级“模范职工小家”，2024年12月，××市总工会授予冲压车间分会",
            "2024年12月，××市总工会授予冲压车间分会市级“模范职工小家”",
        ),
        (
            "区总工会“先进基层工会”，授牌日期2024年12月9日",
            "获区总工会“先进基层工会”（授牌日期为2024年12月9日）",
        ),
        (
            "重症医学科获“全国巾帼文明岗”，授予单位：全国妇联",
            "重症医学科获“全国巾帼文明岗”（授予单位为全国妇联）",
        ),
        ("篮球联赛7支车间队、21场球", "举办篮球联赛，7支车间队参与，共21场球"),
        ("职工拔河赛9队", "举办职工拔河赛，9队参与"),
        ("七夕“一封家书”，投稿39封", "开展七夕“一封家书”活动，投稿39封"),
        ("厂务公开电子屏4块", "设有厂务公开电子屏4块"),
        ("妇女节礼品481份", "发放妇女节礼品481份"),
        ("公众号推文64篇，阅读量逾3.2万次", "发布公众号推文64篇，阅读量逾3.2万次"),
        ("车间黑板报48期；职工大会3次", "编出车间黑板报48期；召开职工大会3次"),
        ("信息报送43篇，采用17篇", "报送信息43篇，采用17篇"),
        ("职业暴露处置47例", "处置职业暴露47例"),
        ("集体合同续签，有效期3年", "续签集体合同，有效期3年"),
        ("倒班宿舍更换空调46台", "倒班宿舍更换空调46台"),
        ("职工诉求热线受理19件", "职工诉求热线受理19件"),
        ("劳保用品每季度一发，耳塞、手套、防护镜", "劳保用品每季度一发，包括耳塞、手套、防护镜"),
        ("志愿服务226人次、累计740小时，值守、护河", "开展志愿服务226人次、累计740小时，包括值守、护河"),
        ("夏令营两期，51个孩子，参观电厂、做静电实验", "举办夏令营两期，51个孩子参与，参观电厂、做静电实验"),
        ("三人获奖，顾春来、阎小雨、傅正", "三人获奖，顾春来、阎小雨、傅正"),
        ("元旦走访慰问412人次，76.3万元", "元旦走访慰问412人次，共76.3万元"),
        ("电影票1分钱购，5次，2000张", "电影票1分钱购，共5次、2000张"),
        ("改造母婴室1间，12平方米，投入6800元", "改造母婴室1间，面积12平方米，投入6800元"),
        ("理赔9人次1.27万元", "理赔9人次、1.27万元"),
        ("评出一等奖3人二等奖6人", "评出一等奖3人、二等奖6人"),
        ("疗休养11批516人", "开展疗休养11批、516人"),
        ("学习全会精神专题会3次", "召开学习全会精神专题会3次"),
        ("优化营商环境金点子83条，落地26条", "收到优化营商环境金点子83条，落地26条"),
        ("请退休教师方静宜作报告会，4月26日", "4月26日，工会请退休教师方静宜作报告会"),
        ("筹备第四届教代会第三次会议", "筹备第四届教代会第三次会议"),
        ("工资集体协商3轮，工资增长5.2%", "开展工资集体协商3轮，工资增长5.2%"),
        ("困难职工27人，发放补助10.8万元", "对困难职工27人发放补助10.8万元"),
        ("五一劳模慰问，17人，每人2000元", "开展五一劳模慰问，共17人，每人2000元"),
        ("参观基地2批次，97人次，4月、10月", "参观基地2批次，97人次参与（4月、10月）"),
        ("县直机关广播操比赛，9支队伍，二等奖", "参加县直机关广播操比赛，共9支队伍，获二等奖"),
        ("区总“红旗工会”，2025年3月，××市总工会", "获区总“红旗工会”（2025年3月，××市总工会）"),
        ("三八节“以法为笔”花艺沙龙，48人", "举办三八节“以法为笔”花艺沙龙，48人参与"),
        ("院务公开栏36期", "推出院务公开栏36期"),
        ("无超标准发放", "无超标准发放"),
        ("工会干部培训14人次", "培训工会干部14人次"),
        ("制度修订2项：《甲办法》《乙办法》", "修订制度2项，包括《甲办法》《乙办法》"),
        ("新发展会员2315人", "新发展会员2315人"),
        ("集体协商行动（3—5月）：发出要约书196份", "开展集体协商行动（3—5月），发出要约书196份"),
        ("园区运动会，拔河、接力、投篮等8项", "举办园区运动会，包括拔河、接力、投篮等8项"),
        ("职工疗休养两批80人", "开展职工疗休养两批、80人"),
        ("员工宿舍一期改造，48间", "员工宿舍一期改造，共48间"),
        ("帮扶困难职工19人，发放补助7.6万元", "帮扶困难职工19人，发放补助7.6万元"),
        ("高考家庭12户，给员工调休2天", "高考家庭12户，给员工调休2天"),
        ("妈咪小屋新建2间，总数9间", "新建妈咪小屋2间，总数9间"),
        ("工会干部培训3期，84人次", "举办工会干部培训3期，84人次参与"),
        ("三八“巾帼厨艺秀”作品26道", "举办三八“巾帼厨艺秀”，作品26道"),
        ("深入贯彻八项规定精神学习教育，集中学习4次", "开展深入贯彻八项规定精神学习教育，集中学习4次"),
        ("创新工作室1个，攻关课题11项", "设有创新工作室1个，攻关课题11项"),
        ("困难员工互助基金：当年支出11.6万元", "困难员工互助基金当年支出11.6万元"),
        ("五届三次职代会，2月27日—28日，代表198名", "2月27日—28日召开五届三次职代会，代表198名"),
        (
            "针灸科获县“工人先锋号”，2023年4月28日，县总工会",
            "针灸科获县“工人先锋号”（2023年4月28日，县总工会）",
        ),
        ("产改试点：建立挂钩制度", "产改试点方面，建立挂钩制度"),
        ("两节送温暖：慰问困难职工53户", "开展两节送温暖，慰问困难职工53户"),
        ("五小设施：食堂、浴室、书屋，改造31处", "五小设施包括食堂、浴室、书屋，改造31处"),
        ("教师节：送鲜花和祝福", "教师节之际，送鲜花和祝福"),
        ("5月11日护理比武，26名护士参赛。第一名 汤小芸", "5月11日举办护理比武，26名护士参赛。第一名为汤小芸"),
        ("教职工运动会（5月10日-11日），512人次", "5月10日-11日，工会举办教职工运动会，512人次参与"),
        ("经审会审查2次", "经审会审查2次"),
        ("慰问金4.8万元", "慰问金4.8万元"),
        ("发展会员148名", "工会发展会员148名"),
        ("全校教师参加跳绳比赛", "全校教师参加跳绳比赛"),
        ("登记窗口获“巾帼文明岗”", "登记窗口获“巾帼文明岗”"),
        ("学校现有教职工128人，工会会员126人", "学校现有教职工128人，工会会员126人"),
        ("Held 3 training sessions", "Held 3 training sessions"),
    ],
)
def test_a_bullet_gets_what_its_shape_needs(bullet: str, expected: str) -> None:
    document = document_of({Topic.WELFARE: []})
    request = DraftRequest(document=document, section_id="section-0")
    sentence = Composer().complete(request, Fact(id="one", text=bullet)).removesuffix("。")
    assert expected in {sentence, sentence.removeprefix("工会")}


@pytest.mark.parametrize(
    ("bullets", "topic", "expected"),
    [
        (["集团职工3240人，会员3218人"], Topic.OVERVIEW, "集团现有职工3240人，会员3218人"),
        (["经费审计得分96分", "无一笔超范围支出"], Topic.FINANCE, "得分96分，无一笔超范围支出"),
        (["瑜伽、合唱、书法三个社团，每周一次"], Topic.CULTURE, "现有瑜伽、合唱、书法三个社团，每周一次"),
        (["书画展，326件", "歌手大赛"], Topic.CULTURE, "举办书画展，共326件；举办歌手大赛"),
        (["“迎春杯”文艺巡演，进社区、进工地"], Topic.CULTURE, "开展“迎春杯”文艺巡演，进社区、进工地"),
        (["摄影展；其中3幅被选送"], Topic.CULTURE, "举办摄影展，其中3幅被选送"),
        (["意见箱16个", "电子屏4块"], Topic.DEMOCRACY, "另设有电子屏4块"),
        (["1.成立分会；2.成立小组3个；3.换发会员卡"], Topic.ORGANIZATION, "分会；成立小组3个；换发会员卡"),
    ],
)
def test_bullets_are_told_in_the_words_of_a_report(bullets: list[str], topic: Topic, expected: str) -> None:
    assert expected in told(*bullets, topic=topic)


def test_what_merely_was_so_is_not_counted_among_the_work_done() -> None:
    doings = ["慰问职工1户", "走访企业2家", "调解纠纷3起", "培训干部4人"]
    states = ["工伤事故5起", "未发生群体性事件", "满意率96%"]
    texts = [told(*doings, *states, topic=Topic.RIGHTS)]
    document = document_of([(Topic.WELFARE, ["春游1次"]), (Topic.RIGHTS, [*doings[:3], *states])])
    texts += [composed(document, rank=1, variant=variant) for variant in range(6)]
    assert not any("一是" in text for text in texts)


def test_neighbouring_sections_differ_in_the_small_words_between_sentences() -> None:
    bullets = [
        f"慰问困难职工{n}户，发放慰问金{n}万元，走访了解每户家庭的实际困难和需求" for n in range(11, 19)
    ]
    document = document_of([(topic, bullets) for topic in REPORTING])
    texts = [composed(document, rank=rank) for rank in range(len(REPORTING))]
    assert sum("工会还" in text for text in texts) <= len(texts) / 2
    assert len({tuple(re.findall("同时，|此外，|另外，|工会还|。还", text)) for text in texts}) >= 4


def test_last_years_value_stands_beside_the_figure_it_compares_with() -> None:
    fact = Fact(id="one", text="慰问困难职工32户，发放4.8万元", last_year="28户")
    assert "32户（去年为28户），发放4.8万元" in told(fact)


def test_a_meetings_doings_stay_with_the_meeting() -> None:
    text = told("3月15日召开教代会，代表58人", "听取审议《工会工作报告》", topic=Topic.DEMOCRACY)
    assert "代表58人，听取审议《工会工作报告》" in text


@pytest.mark.parametrize(
    "bullet",
    [
        "字" * 5000 + "1次",
        "“未闭合的引号3次",
        "一，" * 2500,
        "((" * 2500 + "3人",
        "🎉庆祝活动3场🎉",
        "甲\n乙\n丙3人",
    ],
)
def test_awkward_bullets_are_written_whole(bullet: str) -> None:
    text = told(bullet, "慰问职工32户")
    assert plain_wording(bullet).strip("“") in text or "甲；乙；丙3人" in text
    assert "32户" in text


def test_five_hundred_bullets_become_paragraphs() -> None:
    text = composed(document_of({Topic.CULTURE: [f"编号{n}号活动参加{n + 1000}人" for n in range(500)]}))
    assert all(f"{n + 1000}人" in text for n in range(500))
    assert max(map(len, text.split("\n"))) < 500


def test_a_bullet_typed_twice_is_written_once() -> None:
    assert told("慰问困难职工32户", "慰问困难职工32户。").count("32户") == 1


@pytest.mark.parametrize("span", list(PeriodSpan))
def test_the_stock_speaks_of_the_period_that_is_reported(span: PeriodSpan) -> None:
    document = document_of({Topic.PROBLEMS: ["台账不全"], Topic.PLANS: ["补全台账"]}, span=span)
    for variant in range(6):
        text = everything(document, variant=variant)
        assert ("一年" in text and span is not PeriodSpan.ANNUAL) is False
        assert "{" not in text


@pytest.mark.parametrize("sheet", sorted(SHEETS.glob("*.md")), ids=lambda path: path.stem)
def test_real_sheets_read_without_doubled_or_dangling_marks(sheet: Path) -> None:
    text = everything(load_fact_sheet(sheet))
    assert not re.search(
        "[，；：、]{2}|[，；：、]。|。[，；：、。]|[，；：、]$|工会工会|收到收|{|}", text, re.MULTILINE
    )


def test_an_activity_is_not_called_one_twice() -> None:
    assert "活动活动" not in told("三八、五四、中秋活动", topic=Topic.CULTURE)


def test_a_length_wanted_this_time_counts_instead_of_the_sections() -> None:
    document = document_of({Topic.WELFARE: ["慰问困难职工32户", "送清凉3次"]}, length_chars=400)
    request = DraftRequest(document=document, section_id="section-0")
    long, short = ("".join(Composer().draft(replace(request, length_chars=chars))) for chars in (None, 1))
    assert long == composed(document)
    assert count_chars(short) < count_chars(long)
    assert short == composed(document_of({Topic.WELFARE: ["慰问困难职工32户", "送清凉3次"]}, length_chars=1))
