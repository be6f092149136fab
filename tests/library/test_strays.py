"""Titles of other pages inside a line that no word of their sentence leads to."""

import pytest

from summarizer.library.clean.strays import flag_strays

pytest.importorskip("rjieba")


def flagged(text: str) -> list[str]:
    return [text[change.start : change.end] for change in flag_strays(text)]


@pytest.mark.parametrize(
    ("text", "stray"),
    [
        ("更换值班室床垫64张养老保险转移流程；慰问职工27人。", "养老保险转移流程"),
        ("全院围着临床转、贴着职工干护士节慰问信，完成了任务。", "护士节慰问信"),
        ("送去电暖器17台清明节放假安排。", "清明节放假安排"),
        ("小学生心理健康教育教案举办三项比武，参赛176人。", "心理健康教育教案"),
        ("妇联工作计划存在的毛病是经费沉在账上。", "妇联工作计划"),
        ("毛巾是职工在外卖骑手述职报告座谈会上要来的。", "外卖骑手述职报告"),
        ("下载412次。冬至吃什么自己演、自己看。", "冬至吃什么"),
    ],
)
def test_a_title_nothing_leads_to_is_flagged(text: str, stray: str) -> None:
    found = flagged(text)
    assert any(stray in one for one in found)
    assert all(change.after is None for change in flag_strays(text))


@pytest.mark.parametrize(
    "text",
    [
        "撰写心得体会87篇，汇编成册。",
        "向一线职工发出慰问信1200份。",
        "按活动方案分三步推进，优化报销流程，职工少跑腿。",
        "300条灯谜引来420人竞猜，一份祝福传递一份温暖。",
        "征集倡议书、演讲稿、感谢信共46件。",
        "贴出“清明节放假安排”，《防汛应急预案》修订两次。",
        "门卫在签名墙上签名，站长在活动方案里写明时间，班长在应急预案演练中摔了一跤。",
        "二十名职工在先进事迹报告会上讲了话，在工作计划讨论会上提了建议。",
        "工会工作计划提前一个月公布。",
        "每人结业时交一份调研报告，优秀的上台讲。",
        "福利费怎么用，职工说了算；工会是干什么的，一张图讲清。",
    ],
)
def test_what_a_sentence_leads_to_stands(text: str) -> None:
    assert flagged(text) == []
