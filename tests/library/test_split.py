# ruff: noqa: E501 (tables hold whole lines of text)
import pytest

from summarizer.domain import Topic, UnitKind
from summarizer.library.articles import Article
from summarizer.library.clean import clean
from summarizer.library.loaders.values import SourceLine
from summarizer.library.manuscript import put_back
from summarizer.library.split import split

PROSE = (
    "工会坚持把服务送到职工身边，全年走访困难职工32户，发放慰问金4.8万元，看望住院职工14人次，得到职工好评。"
)


def articles(text: str, levels: dict[int, int] | None = None) -> tuple[Article, ...]:
    given = levels or {}
    lines = [
        SourceLine(number, line, given.get(number, 0))
        for number, line in enumerate(text.split("\n"), start=1)
    ]
    return split(clean(lines))


def outline(text: str, levels: dict[int, int] | None = None) -> list[tuple[str, int]]:
    return [(section.heading, section.level) for section in articles(text, levels)[0].sections]


def reasons(text: str) -> str:
    return " ".join(doubt.reason for doubt in articles(text)[0].doubts)


LEVELS = [
    ("一、甲事\n（一）乙事\n{p}\n1.丙事\n{p}", [("甲事", 1), ("乙事", 2), ("丙事", 3)]),
    ("一、甲事\n(1)乙事\n{p}\n(2)丙事\n{p}\n二、丁事\n{p}", [("甲事", 1), ("乙事", 2), ("丙事", 2), ("丁事", 1)]),
    ("一、甲事\n1、乙事\n{p}\n2、丙事\n{p}", [("甲事", 1), ("乙事", 2), ("丙事", 2)]),
    ("一、甲事\n1.1 乙事\n{p}\n（1）丙事\n{p}\n1.2 丁事\n{p}\n二、戊事\n2.1己事\n{p}", [("甲事", 1), ("乙事", 2), ("丙事", 3), ("丁事", 2), ("戊事", 1), ("己事", 2)]),
    ("一、甲事\n3.1 乙事\n{p}\n二、丙事\n2.4万名职工参加\n{p}", [("甲事", 1), ("丙事", 1)]),
    ("1.甲事\n{p}\n2.乙事\n{p}", [("甲事", 1), ("乙事", 1)]),
    ("第一部分 今年工作\n一、甲事\n{p}\n第二部分 明年计划\n一、乙事\n{p}", [("今年工作", 1), ("甲事", 2), ("明年计划", 1), ("乙事", 2)]),
    ("一、甲事\n{p}\n（一）乙事。{p}\n二、丙事\n{p}", [("甲事", 1), ("乙事", 2), ("丙事", 1)]),
    ("一、甲事\n（1）劳模带头干。{p}\n（2）大赛唱主角。{p}", [("甲事", 1), ("劳模带头干", 2), ("大赛唱主角", 2)]),
    ("（一）乙事\n{p}\n二、甲事\n{p}", [("乙事", 2), ("甲事", 1)]),
    ("一、甲事\n{p}\n乙事帮扶\n{p}\n三、丙事\n{p}", [("甲事", 1), ("乙事帮扶", 1), ("丙事", 1)]),
    ("一、甲事\n{p}\n二、乙事\n{p}\n存在的问题\n{p}", [("甲事", 1), ("乙事", 1), ("存在的问题", 1)]),
    ("强化思想引领\n{p}\n丰富文体生活\n{p}", [("强化思想引领", 1), ("丰富文体生活", 1)]),
    ("{p}\n一、甲事\n{p}", [("", 1), ("甲事", 1)]),
    ("工会组织情况\n{p}\n工会活动情况\n{p}\n钱\n{p}", [("工会组织情况", 1), ("工会活动情况", 1), ("钱", 1)]),
    ("一、{p}\n二、{p}", [("", 1), ("", 1)]),
    ("一、开展慰问。\n{p}", [("开展慰问", 1)]),
    ("【甲事】\n{p}\n【乙事】\n1、丙事\n{p}\n2、丁事\n{p}", [("甲事", 1), ("乙事", 1), ("丙事", 2), ("丁事", 2)]),
    ("一、甲事\n〖乙事〗\n{p}\n〖丙事〗\n{p}\n二、丁事\n{p}", [("甲事", 1), ("乙事", 2), ("丙事", 2), ("丁事", 1)]),
    ("一、甲事\n《某书》\n《某文》\n{p}\n二、丁事\n{p}", [("甲事", 1), ("丁事", 1)]),
    ("学在前头\n{p}\n议在明处\n1.甲事\n{p}\n2.乙事\n{p}\n暖在细处\n1.丙事\n{p}", [("学在前头", 1), ("议在明处", 1), ("甲事", 2), ("乙事", 2), ("暖在细处", 1), ("丙事", 2)]),
    ("一、甲事\n一是抓学习。{p}\n二是抓载体。{p}\n二、乙事\n{p}", [("甲事", 1), ("抓学习", 2), ("抓载体", 2), ("乙事", 1)]),
    ("一、甲事\n一是抓学习。{p}二是抓载体。{p}\n二、乙事\n{p}", [("甲事", 1), ("乙事", 1)]),
    ("一、甲事\n{p}\n二、乙事\n{p}\n三、四季度安排\n{p}", [("甲事", 1), ("乙事", 1), ("四季度安排", 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LEVELS)
def test_sections_get_the_level_of_their_nesting(text: str, expected: list[tuple[str, int]]) -> None:
    assert outline(text.replace("{p}", PROSE)) == expected


@pytest.mark.parametrize(
    "listed",
    [
        "1、慰问困难职工32户；\n2、看望住院职工14人次；\n3、举办运动会2场。",
        "（1）走访职工家庭，发放慰问金4.8万元。\n（2）开展健康讲座6场，参加职工286人次。",
        "第一，入会率不高，新职工多。\n第二，活动不够。",
        "一是加强学习。\n二是加强宣传。",
    ],
)
def test_list_items_are_text_and_no_sections(listed: str) -> None:
    assert outline(f"一、主要工作\n{PROSE}\n{listed}") == [("主要工作", 1)]


def test_a_text_behind_the_last_work_stays_when_nothing_in_it_is_a_pages() -> None:
    ending = "不足之处：干部下基层少，微信群里的“收到”多。\n下一步，少发通知，多敲门。\n谢谢大家！\n（执笔人在井下干过十九年）"
    (article,) = articles(f"一、帮扶\n{PROSE}\n{ending}")
    assert article.sections[0].text.endswith(ending)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("灯塔与面包——红砂矿工会一年记事", "灯塔与面包——红砂矿工会一年记事"),
        ("锅炉房里的一年\n——热力公司工会工作总结", "锅炉房里的一年——热力公司工会工作总结"),
        ("一、2023年工作回顾", ""),
        ("动车所工会今年做了什么", "动车所工会今年做了什么"),
        ("渔业公司工会年终总结：把网补牢，把人拢紧", "渔业公司工会年终总结：把网补牢，把人拢紧"),
        ("柳荫街道总工会：一年十二张笑脸 - - 手机网页版", "柳荫街道总工会：一年十二张笑脸"),
        ("税务局机关工会全年工作情况_总结范文大全", "税务局机关工会全年工作情况"),
        ("清河湾小学工会年度工作回望", "清河湾小学工会年度工作回望"),
    ],
)
def test_the_title_is_what_stands_above_the_text(head: str, title: str) -> None:
    (article,) = articles(f"{head}\n{PROSE}\n二、2024年工作打算\n{PROSE}")
    assert article.title == title


def test_styles_of_the_file_give_levels_where_lines_have_no_numbers() -> None:
    text = f"××工会工作总结\n帮扶工作\n{PROSE}\n慰问\n{PROSE}"
    assert outline(text, {1: 1, 2: 2, 4: 3}) == [("帮扶工作", 1), ("慰问", 2)]


def test_what_stands_below_a_heading_of_the_file_stays_at_the_end() -> None:
    text = f"××工会工作总结\n帮扶工作\n{PROSE}\n存在的问题\n办理周期偏长,最长的拖了五个月\n小组长业务不熟"
    (article,) = articles(text, {1: 1, 2: 2, 4: 2})
    assert [(section.heading, section.text[:6]) for section in article.sections][1] == (
        "存在的问题",
        "办理周期偏长",
    )


def test_title_subtitle_and_signature_stand_apart_from_the_text() -> None:
    text = f"××学校工会2023年上半年工作总结\n（2023年7月）\n一、帮扶\n{PROSE}\n××学校工会\n2023年7月3日"
    (article,) = articles(text)
    assert (article.title, article.signed) == ("××学校工会2023年上半年工作总结", "××学校工会\n2023年7月3日")
    assert [section.text for section in article.sections] == [PROSE]
    assert article.period is not None
    assert (article.kind, article.period.label) == (UnitKind.SCHOOL, "2023年上半年")


def test_the_topic_comes_from_the_heading() -> None:
    (article,) = articles(f"一、存在的问题\n{PROSE}")
    assert article.sections[0].topic is Topic.PROBLEMS


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("二、甲事\n{p}\n三、乙事\n{p}", "缺少第一个标题"),
        ("一、甲事\n{p}\n四、乙事\n{p}", "缺少第二、三个标题"),
        ("一、甲事\n{p}\n一、乙事\n{p}", "重新开始"),
        ("，并取得成效。\n一、甲事\n{p}", "行首有标点"),
        ("的帮助下，工会有了进步。\n一、甲事\n{p}", "开头不是完整的句子"),
        ("一、甲事\n{p}\n二、乙事\n全年走访困难职工32户，发放慰问", "结尾不是完整的句子"),
        ("一、甲事\n{p}\n二、乙事", "最后一个标题下面没有文字"),
    ],
)
def test_gaps_and_cuts_are_flagged(text: str, reason: str) -> None:
    assert reason in reasons(text.replace("{p}", PROSE))


def test_a_line_that_names_an_annex_is_not_doubted() -> None:
    assert reasons(f"一、甲事\n{PROSE}\n附件：2024年重点工作任务分解表\n{PROSE}") == ""


def test_a_union_that_signs_is_not_doubted_whatever_stands_behind_its_date() -> None:
    text = f"一、甲事\n{PROSE}\n二、乙事\n{PROSE}\n柳叶街道工会联合会\n二〇二四年一月三日信用卡逾期怎么办"
    doubted = [doubt.before for doubt in articles(text)[0].doubts]
    assert "柳叶街道工会联合会" not in doubted


def test_the_title_of_an_article_of_a_collection_is_not_doubted() -> None:
    body = f"一、甲事\n{PROSE}\n二、乙事\n{PROSE}"
    text = f"工会年终总结 篇1\n县水务局工会二〇二〇年工作总结\n{PROSE}\n{body}\n"
    found = articles(text + text.replace("篇1", "篇2").replace("水务局", "粮食局"))
    assert [one.title for one in found] == [f"县{unit}局工会二〇二〇年工作总结" for unit in ("水务", "粮食")]
    assert not any("工作总结" in doubt.before for one in found for doubt in one.doubts)


def test_a_day_without_year_stands_apart_from_the_text() -> None:
    article = articles(f"某馆工会工作总结\n一、甲事\n{PROSE}\n某馆工会委员会\n5月20日")[0]
    assert article.signed == "某馆工会委员会\n5月20日"


def test_a_whole_text_has_no_doubts_and_a_better_grade_than_a_cut_one() -> None:
    whole = "\n".join(f"{number}、第{number}件事\n{PROSE * 4}" for number in "一二三四")
    (article,) = articles(whole)
    assert article.doubts == ()
    assert article.quality == 1.0
    assert articles(whole[20:300])[0].quality < article.quality


def test_each_edit_belongs_to_one_article() -> None:
    text = f"工会工作总结(精选2篇)\n篇1\n一、甲事\n{PROSE}\u200b\n篇2\n一、乙事\n{PROSE}，。"
    first, second = articles(text)
    assert [edit.line for edit in first.edits] == [1, 2, 4]
    assert [edit.line for edit in second.edits] == [5, 7]


def test_a_marker_put_back_stays_with_the_article_it_opens() -> None:
    text = f"篇1\n一、甲事\n{PROSE}\n篇2\n一、乙事\n{PROSE}"
    lines = [SourceLine(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    cleaned = clean(lines)
    marker = next(edit for edit in cleaned.edits if edit.line == 4)
    assert split(put_back(cleaned, marker))[1].text.startswith("篇2\n一、乙事")


def test_a_text_in_traditional_characters_is_converted_and_told_apart() -> None:
    (article,) = articles(
        "一、幫扶工作\n工會全年慰問困難職工，發放慰問金，舉辦職工運動會，參加職工很多，得到職工的好評。"
    )
    assert article.traditional
    assert article.sections[0].heading == "帮扶工作"
