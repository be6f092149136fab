"""Which places are found and which words only end like one."""

import pytest

from summarizer.library.places import find_places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("前往东湖公园健步走", ["东湖公园"]),
        ("在红旗路12号设立驿站", ["红旗路12号"]),
        ("组织职工到白云山登山", ["白云山"]),
        ("赴青石县王家村帮扶", ["青石县", "王家村"]),
        ("走进方志敏纪念馆参观", ["方志敏纪念馆"]),
        ("临江市各单位", ["临江市"]),
        ("走进红色教育基地", []),
        ("参观革命烈士陵园", []),
        ("城市建设与超市", []),
        ("全市、全县、各社区", []),
        ("在社区设立驿站", []),
        ("到基层去，在路上", []),
        ("参加市赛获奖", []),
        ("开展登山活动", []),
        ("在教学楼前合影", []),
        ("拓宽就业出路", []),
        ("湖北籍职工家庭41户", ["湖北"]),
        ("为武汉籍教师寄去蔬菜包", ["武汉"]),
        ("按北京时间集合，形成都市圈", []),
        ("", []),
    ],
)
def test_places(text: str, places: list[str]) -> None:
    assert [text[start:end] for start, end in find_places(text)] == places
