"""What the facts deny or put off, told as if it were so."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("账目每季度公开一次，未发现超范围支出", "账目每季度公开一次，发现超范围支出。", "发现超范围支出"),
        (
            "通过《年金方案》，《弹性工作制办法》暂缓表决",
            "会议通过了《年金方案》和《弹性工作制办法》。",
            "《弹性工作制办法》",
        ),
        ("反映事项61件，2件在办", "反映事项61件，2件已办结。", "2件已办结"),
        ("收异议2条，经查不属实", "收到异议2条，经查属实。", "属实"),
        ("省级课题未结题", "省级课题已结题。", "结题"),
        ("服务卡：设计稿已定，样卡未制作", "服务卡设计稿已定，样卡已制作完成。", "制作完成"),
        ("申请9件：批7件，不予批准2件", "申请9件，7件获批，另2件也获批准。", "批准"),
    ],
)
def test_a_lost_denial_is_doubted(fact: str, text: str, span: str) -> None:
    assert any(span in found or found in span for _, found in doubts_on(fact, text))


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("账目每季度公开一次，未发现超范围支出", "账目每季度公开一次，没有发现超范围支出。"),
        (
            "通过《年金方案》，《弹性工作制办法》暂缓表决",
            "会议通过《年金方案》，对《弹性工作制办法》暂缓表决。",
        ),
        ("反映事项61件，2件在办", "反映事项61件，2件正在办理。"),
        ("体检未到位的12人已补检", "体检未到位的12人已补检。"),
        ("省级课题未结题", "省级课题尚未结题。"),
        ("申请9件：批7件，不予批准2件", "申请9件，7件获批准，另2件未获批准。"),
    ],
)
def test_a_denial_in_other_words_is_not_doubted(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
