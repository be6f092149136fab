"""Figures as clerks type them: measure words, articles, set phrases, and whole bullets.

An expected figure reads `span = value unit flags`; a range has `low..high`.
"""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.domain import AtomKind
from summarizer.text.quantities import find_quantities

_SET_PHRASES = """
四个意识 两个维护 四个自信 一年来 一方面 三会一课 三重一大 五险一金 十不准 一系列
一户一策 一人一档 一家一户 一心一意 千家万户 万众一心 百花齐放 十分重视 统一 进一步
下一步 万一 之一 一定 一把手 一线职工 一体化 一站式 一对一 三八妇女节 五一劳动节 六一
七一 八一 十一 五四 两会 二十大 十四五 八项规定 三公经费 两癌筛查 三级甲等 二维码
一等奖 三等奖 十佳 百强 八小时以外 千方百计 数九寒天 三三两两 一一落实 百分百 一元化领导
下了一番功夫 十二分努力 万事如意 九牛一毛 三方协商 一卡通 四季送 五比五赛 三亚 六安 九江
一中 二院 一号工程 四川 三门峡 第一书记 第一要务 第二课堂
"""


@pytest.mark.parametrize(
    "unit",
    [
        *"户家个项件条份期场次篇册盒批轮组支对张本套台辆间所处座亩秒岁幅面块枚瓶箱袋桶包部款节堂课",
        *"集例宗笔则首餐桌票股把副队班封根颗通段碗罐幕辑趟遍单折",
        *("批次", "学时", "课时", "人份", "车次", "件次", "台次"),
    ],
)
def test_every_measure_word_counts_in_both_scripts(figures: Callable[[str], list[str]], unit: str) -> None:
    assert figures(f"共12{unit}，") == [f"12{unit} = 12 {unit}"]
    assert figures(f"共十二{unit}，") == [f"十二{unit} = 12 {unit}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("57人", "57人 = 57 人"),
        ("57名", "57名 = 57 人"),
        ("57位", "57位 = 57 人"),
        ("57人次", "57人次 = 57 人次"),
        ("57人/次", "57人/次 = 57 人次"),
        ("57名次", "57名次 = 57 人次"),
        ("57场次", "57场次 = 57 场次"),
        ("57户次", "57户次 = 57 户次"),
        ("3个月", "3个月 = 3 月数"),
        ("三个月", "三个月 = 3 月数"),
        ("3小时", "3小时 = 3 小时"),
        ("3个小时", "3个小时 = 3 小时"),
        ("30分钟", "30分钟 = 30 分钟"),
        ("油5L", "5L = 5 升"),
        ("听课不少于两节", "不少于两节 = 2 节 at_least"),
        ("慰问两节困难职工", ""),
        ("24h开放", "24h = 24 小时"),
        ("两次培训各半天", "两次 = 2 次 | 半天 = 0.5 天"),
        ("晨会半小时", "半小时 = 0.5 小时"),
        ("忙了大半天", ""),
        ("网约车19 家政8", "19 = 19 | 8 = 8"),
        ("自筹3.5万+街道补7万", "3.5万 = 35000 | 7万 = 70000"),
        ("一轮62% 二轮71%", "一轮 = 1 轮 ordinal soft | 62% = 62 % | 二轮 = 2 轮 ordinal | 71% = 71 %"),
        ("一轮培训、两轮座谈", "一轮 = 1 轮 soft | 两轮 = 2 轮"),
        ("5里徒步", "5里 = 5 里"),
        ("困难职工44户/4.4万元", "44户 = 44 户 | 4.4万元 = 44000 元"),
        ("三分钟", "三分钟 = 3 分钟"),
        ("5天", "5天 = 5 天"),
        ("5个工作日", "5个工作日 = 5 工作日"),
        ("3年", "3年 = 3 年"),
        ("成立30周年", "30周年 = 30 年"),
        ("三十周年", "三十周年 = 30 年"),
        ("两年半", "两年半 = 2.5 年"),
        ("2个半小时", "2个半小时 = 2.5 小时"),
        ("一个半小时", "一个半小时 = 1.5 小时"),
        ("200平方米", "200平方米 = 200 平方米"),
        ("200㎡", "200㎡ = 200 平方米"),
        ("200m²", "200m² = 200 平方米"),
        ("200平米", "200平米 = 200 平方米"),
        ("5公里", "5公里 = 5 公里"),
        ("5km", "5km = 5 公里"),
        ("5千米", "5千米 = 5000 米"),
        ("800米", "800米 = 800 米"),
        ("10kg", "10kg = 10 公斤"),
        ("10公斤", "10公斤 = 10 公斤"),
        ("献血2万毫升", "2万毫升 = 20000 毫升"),
        ("撰写3万字", "3万字 = 30000 字"),
        ("得分96.5分", "96.5分 = 96.5 分"),
        ("得分九十五分", "九十五分 = 95 分"),
        ("人均500元/人", "500元 = 500 元"),
        ("享受8.5折优惠", "8.5折 = 8.5 折"),
        ("组建6支队伍", "6支 = 6 支"),
        ("二十四支队伍", "二十四支 = 24 支"),
        ("8个组织", "8个 = 8 个"),
        ("117名列席代表", "117名 = 117 人"),
        ("30名单身青年", "30名 = 30 人"),
        ("12名义工", "12名 = 12 人"),
        ("85名师生", "85名 = 85 人"),
        ("3条件", "3 = 3"),
        ("5分工会", "5 = 5"),
        ("3支部", "3 = 3"),
        ("3家属", "3 = 3"),
        ("12户外劳动者", "12 = 12"),
        ("2024元旦", ""),
        ("名列第三", "第三 = 3 人 ordinal"),
        ("职工数量12", "12 = 12"),
        ("参加人数二十人", "二十人 = 20 人"),
        ("人数十人", "十人 = 10 人"),
    ],
)
def test_units_are_canonical_and_look_alikes_are_other_words(
    figures: Callable[[str], list[str]], text: str, expected: str
) -> None:
    assert " | ".join(figures(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("成立一个小组", "一个 = 1 个 soft"),
        ("选树一批先进", "一批 = 1 批 soft"),
        ("开展一次活动", "一次 = 1 次 soft"),
        ("组建一支队伍", "一支 = 1 支 soft"),
        ("千人大合唱", "千人 = 1000 人 soft"),
        ("上百人参加", "百人 = 100 人 soft"),
        ("三个方面", "三个 = 3 个 soft"),
        ("2个方面", "2个 = 2 个 soft"),
        ("三张网", "三张 = 3 张 soft"),
        ("四项举措", "四项 = 4 项 soft"),
        ("五个坚持", "五个 = 5 个 soft"),
        ("三点要求", "三点 = 3 点 soft"),
        ("近三年来", "近三年 = 3 年 under soft"),
        ("近3年", "近3年 = 3 年 under soft"),
        ("三年来", "三年 = 3 年 soft"),
        ("成立1个小组", "1个 = 1 个"),
        ("两个小组", "两个 = 2 个"),
        ("三个小组", "三个 = 3 个"),
        ("解决18个问题", "18个 = 18 个"),
        ("收集56条意见", "56条 = 56 条"),
        ("推出二十六项举措", "二十六项 = 26 项"),
    ],
)
def test_articles_and_the_texts_own_structure_are_soft(
    figures: Callable[[str], list[str]], text: str, expected: str
) -> None:
    assert " | ".join(figures(text)) == expected


@pytest.mark.parametrize(
    "text",
    _SET_PHRASES.split(),
)
def test_set_phrases_hold_no_figures(figures: Callable[[str], list[str]], text: str) -> None:
    assert figures(f"坚持{text}，") == [] or all(f.endswith("soft") for f in figures(f"坚持{text}，"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2024年1月慰问困难职工32户,发放4.8万元",
            "32户 = 32 户 | 4.8万元 = 48000 元",
        ),
        (
            "慰问32户45人，发放慰问金4.8万元、物资120份",
            "32户 = 32 户 | 45人 = 45 人 | 4.8万元 = 48000 元 | 120份 = 120 份",
        ),
        (
            "应到代表120人，实到117人，出席率97.5%",
            "120人 = 120 人 | 117人 = 117 人 | 97.5% = 97.5 %",
        ),
        (
            "立案12件，办结12件，办结率100%，满意率98％",
            "12件 = 12 件 | 12件 = 12 件 | 100% = 100 % | 98％ = 98 %",
        ),
        (
            "职工1286人，会员1274人，入会率99.1%，同比提高0.6个百分点",
            "1286人 = 1286 人 | 1274人 = 1274 人 | 99.1% = 99.1 % | 0.6个百分点 = 0.6 百分点",
        ),
        (
            "男职工83名、女职工204名，参赛12队，3人获省级以上荣誉",
            "83名 = 83 人 | 204名 = 204 人 | 12队 = 12 队 | 3人 = 3 人",
        ),
    ],
)
def test_whole_bullets_give_their_figures_in_order(
    figures: Callable[[str], list[str]], text: str, expected: str
) -> None:
    assert " | ".join(figures(text)) == expected


def test_amounts_in_yuan_are_money() -> None:
    money, people = find_quantities("发放4.8万元，惠及32人")
    assert (money.kind, people.kind) == (AtomKind.MONEY, AtomKind.QUANTITY)


_SIGNS = (
    "0123456789０９一二三两四五十百千万亿零〇几数余多近约超第首届次名个人户元%％.,，．、-～至到/: "
    "分之成倍年月日半A冠军（）〔〕\n"
)
_WRITING = st.text(alphabet=st.sampled_from(_SIGNS) | st.characters(codec="utf-8"), max_size=60)


@given(_WRITING)
@example("百分之")
@example("第")
@example("首届")
@example("数十")
@example("百分之千万亿")
@example("零分之一")
@example("1" * 30 + "万")
@example("亿万亿万亿")
def test_any_text_gives_sorted_disjoint_spans(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.upper is None or quantity.upper > quantity.value
        end = quantity.end


@pytest.mark.parametrize(
    "unit",
    [*"1一十（， 第约", "万亿", "1,111,", "1.", "几十", "百分之", "10-", "一分之", "年多", "一点", "10%-"],
)
def test_long_runs_of_one_sign_are_read_without_harm(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    assert all(quantity.end <= len(text) for quantity in find_quantities(text))
    assert find_quantities(f"{text}。慰问32户")[-1].text == "32户"
