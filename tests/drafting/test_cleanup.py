"""What a model's answer loses before it becomes text, whole and piece by piece."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.drafting.cleanup import Cleaner, CutReason, clean_answer
from summarizer.text.numbering import strip_numbering

HEADINGS = ("强化思想引领，涵育师德师风",)


@pytest.mark.parametrize(
    ("answer", "text", "cuts"),
    [
        ("慰问困难职工32户。", "慰问困难职工32户。", []),
        ("第一段学习4次。\n第二段慰问32户。", "第一段学习4次。\n第二段慰问32户。", []),
        ("　　第一段学习4次。\r\n\r\n\r\n　　第二段慰问32户。\n", "第一段学习4次。\n第二段慰问32户。", []),
        ("一是组织学习4次；二是慰问32户。", "一是组织学习4次；二是慰问32户。", []),
        ("工会始终坚持“服务职工”理念", "工会始终坚持“服务职工”理念", []),
        # Markdown
        ("**慰问**困难职工`32`户。", "慰问困难职工32户。", []),
        ("# 总结\n\n慰问32户。", "慰问32户。", ["heading"]),
        ("**工作情况**\n慰问32户。", "慰问32户。", ["heading"]),
        ("一、做实关心关爱\n慰问32户。", "慰问32户。", ["heading"]),
        ("强化思想引领，涵育师德师风\n学习4次。", "学习4次。", ["heading"]),
        ("主要做了以下工作：\n- 学习4次\n- 慰问32户；\n", "学习4次。慰问32户。", ["heading"]),
        ("1. 学习4次\n2. 慰问32户，发放4.8万元\n", "学习4次。慰问32户，发放4.8万元。", []),
        ("1. 学习4次。2. 慰问32户。", "学习4次。慰问32户。", []),
        ("第一，学习4次。第二，慰问32户。", "第一，学习4次。第二，慰问32户。", []),
        ("（一）慰问困难职工32户\n", "慰问困难职工32户", []),
        ("慰问32户。\n\n---\n\n送清凉3次。", "慰问32户。\n送清凉3次。", []),
        ("| 项目 | 数量 |\n|---|---|\n| 慰问 | 32户 |\n", "慰问，32户。", ["heading"]),
        ("```\n慰问32户。\n```", "慰问32户。", []),
        ("<正文>慰问32户。</正文>", "慰问32户。", []),
        ("见[报道](https://a.example/x)，慰问32户。", "见报道，慰问32户。", []),
        ("比分为5*8的场地2块。", "比分为5*8的场地2块。", []),
        (
            "本单位工会2024年工作总结\n慰问32户。\n本单位工会2024年工作总结",
            "慰问32户。",
            ["heading", "heading"],
        ),
        ("修订《工会工作总结》1份", "修订《工会工作总结》1份", []),
        # Prefaces
        ("好的，以下是为您撰写的内容：\n\n慰问32户。", "慰问32户。", ["preface"]),
        ("好的，正文：慰问32户。送清凉3次。", "慰问32户。送清凉3次。", ["preface", "preface"]),
        ("根据您提供的事实，整理如下：慰问32户。", "慰问32户。", ["preface"]),
        ("慰问32户。以下是重点工作。", "慰问32户。以下是重点工作。", []),
        ("这是下面要报告的内容。慰问32户。", "慰问32户。", ["preface"]),
        ("这是工会工作承上启下的一年。慰问32户。", "这是工会工作承上启下的一年。慰问32户。", []),
        ("以下工作由工会牵头。", "以下工作由工会牵头。", []),
        ("好的做法得到推广2次。", "好的做法得到推广2次。", []),
        # Speeches
        (
            "大家好！我是××实验小学工会的负责人，今天我代表工会向大家汇报2024年的工作总结。\n慰问32户。",
            "慰问32户。",
            ["preface", "preface"],
        ),
        ("尊敬的各位领导、同事们：\n慰问32户。", "慰问32户。", ["heading"]),
        ("大家的精神面貌好，干劲足。", "大家的精神面貌好，干劲足。", []),
        ("各位代表，同志们：现在，我代表工会委员会作工作报告。慰问32户。", "慰问32户。", ["preface"] * 2),
        ("各位会员，大家好！慰问32户。", "慰问32户。", ["preface"]),
        ("慰问32户。谢谢大家！", "慰问32户。", ["sign_off"]),
        ("慰问32户。我的汇报完毕，请审议。", "慰问32户。", ["sign_off"]),
        ("大家的事大家办，工会牵头商议。", "大家的事大家办，工会牵头商议。", []),
        ("各位会员代表认真履职，提案31件。", "各位会员代表认真履职，提案31件。", []),
        ("大家的反映是：食堂好，停车难。", "大家的反映是：食堂好，停车难。", []),
        ("我代表团参加全市比赛。", "我代表团参加全市比赛。", []),
        # Sign-offs
        ("慰问32户。\n\n希望以上内容对您有所帮助！", "慰问32户。", ["sign_off"]),
        ("慰问32户。以上内容供参考，如需修改请告诉我。", "慰问32户。", ["sign_off"]),
        ("慰问32户。（全文约240字）", "慰问32户。", ["sign_off"]),
        ("慰问32户。\n××小学工会\n2025年1月8日", "慰问32户。", ["sign_off", "sign_off"]),
        ("如遇困难可随时告知工会小组。", "如遇困难可随时告知工会小组。", []),
        ("走访是希望对困难职工有所帮助。", "走访是希望对困难职工有所帮助。", []),
        ("职工最关注：食堂和停车。", "职工最关注：食堂和停车。", []),
        ("以上是全年的主要工作。", "以上是全年的主要工作。", []),
        ("慰问32户。\n注：以上数据来自事实。", "慰问32户。", ["sign_off"]),
        ("慰问32户。希望更多职工参与。", "慰问32户。希望更多职工参与。", []),
        # Thinking
        ("<think>要写52户。\n然后</think>\n慰问32户。", "慰问32户。", ["thinking"]),
        ("慰问32户。<think>还有什么？", "慰问32户。", ["thinking"]),
        ("嗯，用户要总结。先看52户。</think>慰问32户。", "慰问32户。", ["thinking"]),
        ("慰问32户。</think>送清凉3次。", "慰问32户。送清凉3次。", []),
        ("我需要改进的方面有3处。第二句。", "我需要改进的方面有3处。第二句。", []),
        # Slots, foreign text
        ("慰问〔甲〕户。慰问32户。", "慰问32户。", ["slot"]),
        ("印发工发〔2024〕5号文件。", "印发工发〔2024〕5号文件。", []),
        ("The union did well. 慰问32户。", "慰问32户。", ["foreign"]),
        ("The trade union carried out its work well.", "", ["foreign"]),
        ("", "", []),
        ("\n\n", "", []),
    ],
)
def test_only_prose_of_the_section_is_left(answer: str, text: str, cuts: list[str]) -> None:
    cleaned, cut = clean_answer(answer, headings=HEADINGS)
    assert cleaned == text
    assert [str(one.reason) for one in cut] == cuts


@pytest.mark.parametrize(
    "answer",
    [
        "以下是2024年工作总结：\n慰问32户。",
        "希望为您服务32次。",
        "## 慰问困难职工32户\n送清凉3次。",
        "如需帮助请联系您的组长，共32人。",
    ],
)
def test_no_figure_disappears_without_being_told(answer: str) -> None:
    text, cuts = clean_answer(answer)
    told = text + "".join(cut.text for cut in cuts)
    for figure in ("32", "3次", "2024"):
        assert (figure in told) == (figure in answer)


@pytest.mark.parametrize(
    ("answer", "text", "cuts"),
    [
        ("今年，〔单位〕工会慰问32户，送清凉3次。", "今年，工会慰问32户，送清凉3次。", []),
        (
            "慰问32户，〔单位〕参加〔数量〕人；送清凉3次。",
            "慰问32户，送清凉3次。",
            ["〔单位〕参加〔数量〕人；"],
        ),
        ("慰问32户，获〔荣誉〕。", "慰问32户。", ["获〔荣誉〕。"]),
        (
            "〔日期〕，工会组织了〔数量〕场活动，反响热烈。",
            "",
            ["〔日期〕，工会组织了〔数量〕场活动，反响热烈。"],
        ),
    ],
)
def test_of_a_sentence_with_slots_what_tells_a_fact_is_kept(answer: str, text: str, cuts: list[str]) -> None:
    cleaned, cut = clean_answer(answer, facts=["慰问困难职工32户", "送清凉3次"])
    assert (cleaned, [one.text for one in cut]) == (text, cuts)


def test_a_heading_said_as_the_first_sentence_is_cut() -> None:
    text, cuts = clean_answer("抓民主，聚合力。慰问32户。抓民主，聚合力。", headings=["抓民主，聚合力"])
    assert text == "慰问32户。抓民主，聚合力。"
    assert [one.reason for one in cuts] == ["heading"]


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("一、青年教师参与不够多", True),
        ("## 学习《工会法》", True),
        ("二、存在的问题", False),
        ("**不足之处**", False),
    ],
)
def test_a_line_that_tells_of_a_fact_is_kept_whatever_it_looks_like(line: str, is_kept: bool) -> None:
    facts = ["青年教师参与不够多", "组织学习《工会法》"]
    text, cuts = clean_answer(f"{line}\n工会认真查找不足。", facts=facts)
    assert (not cuts) is is_kept
    assert text.endswith("工会认真查找不足。")


def test_a_sentence_is_given_out_as_soon_as_the_next_one_begins() -> None:
    cleaner = Cleaner()
    assert cleaner.feed("慰问困难职工32户。") == ""
    assert cleaner.feed("送") == "慰问困难职工32户。"
    assert cleaner.feed("清凉3次") == ""
    assert cleaner.finish() == "送清凉3次"


SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.md")), ids=lambda path: path.stem)
def test_nothing_is_cut_from_good_prose(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("---", 2)[2].splitlines()
    for line in lines:
        if line.strip() and not line.startswith("#"):
            text, cuts = clean_answer(line)
            assert cuts == ()
            assert text == (line if line.startswith("第") else strip_numbering(line))


def test_every_reason_has_a_chinese_name() -> None:
    assert len({reason.label for reason in CutReason}) == len(CutReason)


_PARTS = st.sampled_from(
    [
        "慰问32户。",
        "送清凉3次",
        "好的，",
        "以下是正文：",
        "\n",
        "- ",
        "## 标题\n",
        "**",
        "<think>想52户。\n</think>",
        "嗯，",
        "（共240字）",
        "“加油！”",
        "〔甲〕",
        "1. ",
        "| a | 3次 |\n",
        "希望对您有帮助。",
        "English text. ",
        "；",
        "\r\n",
    ]
)


@given(parts=st.lists(_PARTS, max_size=12), size=st.integers(min_value=1, max_value=7))
def test_pieces_of_any_size_give_the_same_text_as_the_whole(parts: list[str], size: int) -> None:
    answer = "".join(parts)
    cleaner = Cleaner(headings=HEADINGS)
    pieces = [cleaner.feed(answer[start : start + size]) for start in range(0, len(answer), size)]
    text, cuts = clean_answer(answer, headings=HEADINGS)
    assert "".join(pieces) + cleaner.finish() == text
    assert sorted(cut.text for cut in cleaner.cuts) == sorted(cut.text for cut in cuts)


@given(parts=st.lists(_PARTS, max_size=12))
def test_every_figure_is_in_the_text_or_in_the_cuts(parts: list[str]) -> None:
    answer = "".join(parts)
    text, cuts = clean_answer(answer)
    told = text + "".join(cut.text for cut in cuts)
    for figure in ("32户", "3次", "240字"):
        assert told.count(figure) == answer.count(figure)


def test_what_a_model_repeats_of_the_prompt_is_no_text() -> None:
    answer = (
        "本节的标题是“政治学习”（思想引领）。标题不用写，直接写正文。\n\n本节的事实（共2条）：\n"
        "1. 观看警示教育片，4月18日，165人\n2. 宣讲5场"
    )
    text, cuts = clean_answer(answer, facts=["观看警示教育片，4月18日，165人", "宣讲5场"])
    assert text == "观看警示教育片，4月18日，165人。宣讲5场。"
    assert {cut.reason for cut in cuts} == {CutReason.PREFACE}


@pytest.mark.parametrize("size", [1, 5, 200])
@pytest.mark.parametrize(
    ("answer", "text", "is_echo"),
    [
        ("【总结框架】\n标题：××街道总工会2024年工作总结\n下面各节写的是：\n<各节>\n1. 宣讲18场", "", True),
        ("慰问困难职工32户。\n<范文片段>\n走访困难职工〔数量〕。\n</范文片段>", "慰问困难职工32户。", True),
        ("<事实>慰问困难职工32户。</事实>", "慰问困难职工32户。", False),
    ],
)
def test_where_the_prompt_is_said_after_us_the_answer_is_over(
    answer: str, text: str, is_echo: bool, size: int
) -> None:
    cleaner = Cleaner()
    given = "".join(cleaner.feed(answer[at : at + size]) for at in range(0, len(answer), size))
    assert given + cleaner.finish() == text
    assert cleaner.echoes_prompt is is_echo
    assert (CutReason.ECHO in {cut.reason for cut in cleaner.cuts}) is is_echo
