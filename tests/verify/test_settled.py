"""Success with a part told of the whole."""

import pytest
from verify_steps import doubts_on

HAZARDS = "发现隐患34处，整改31处，3处限期整改"
DISPUTES = "调解劳动纠纷9件，成功8件"


@pytest.mark.parametrize(
    ("facts", "text", "span"),
    [
        (HAZARDS, "发现并整改隐患34处。", "整改隐患34处"),
        (HAZARDS, "及时发现并全部整改隐患34处。", "整改隐患34处"),
        (HAZARDS, "开展检查，及时发现并解决隐患。", "发现并解决"),
        (DISPUTES, "通过调解劳动纠纷，成功处理了9件，其中8件已经成功。", "成功处理了9件"),
        ("收到提案46件，办结29件", "全年办结提案46件。", "办结提案46件"),
    ],
)
def test_what_succeeded_in_part_did_not_succeed_altogether(facts: str, text: str, span: str) -> None:
    assert span in [found for _, found in doubts_on(facts, text)]


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (HAZARDS, "发现隐患34处，整改31处，另有3处限期整改。"),
        (HAZARDS, "累计发现34处隐患，其中31处已整改到位，剩余3处限期整改。"),
        (DISPUTES, "调解劳动纠纷9件，成功8件。"),
        (DISPUTES, "受理并调解劳动纠纷9件，其中8件调解成功。"),
        ("发现隐患57项，整改57项", "发现并整改隐患57项。"),
        ("收到提案46件，办结29件", "收到提案46件，办结29件，力争年内全部办结。"),
    ],
)
def test_success_as_the_fact_tells_it_is_left_alone(facts: str, text: str) -> None:
    assert doubts_on(facts, text) == []
