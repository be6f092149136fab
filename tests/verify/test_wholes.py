"""A part of many told as all of them."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("facts", "text", "span"),
    [
        ("一线班组55个，其中达标43个", "一线班组55个，全部达标。", "全部达标"),
        ("困难户24户中19户收到慰问金", "困难户24户均收到慰问金。", "均收到慰问金"),
        ("会员企业70家中52家开展集体协商", "会员企业一律开展集体协商。", "一律开展集体协商"),
        ("已建档职工中40人享受补贴|已建档职工63人", "已建档职工63人，全部享受补贴。", "全部享受补贴"),
        ("新员工90人，其中68人加入工会", "新员工90人，无一例外加入工会。", "无一例外加入工会"),
        ("职工提案45件，其中40件得到答复", "职工提案45件，件件得到答复。", "件件得到答复"),
    ],
)
def test_a_part_told_as_the_whole_is_doubted(facts: str, text: str, span: str) -> None:
    assert ("claim_unsupported", span) in doubts_on(facts, text)


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ("班组26个，签订安全承诺书26个", "26个班组均签订安全承诺书。"),
        ("参训60人，考核合格55人；班组长20人，全部合格", "参训60人，55人考核合格；20名班组长全部合格。"),
        ("提案41件，立案33件，答复33件", "提案41件，立案33件，均予答复。"),
        ("户均收入3.2万元，人均补贴600元", "户均收入3.2万元，人均补贴600元。"),
        ("困难职工18户，慰问金均为每户800元", "困难职工18户，慰问金均为每户800元。"),
    ],
)
def test_what_is_so_of_all_is_not_doubted(facts: str, text: str) -> None:
    assert doubts_on(facts, text) == []
