"""What there is now, from what there was and what changed it."""

import pytest
from verify_steps import doubts_on

CLEAN = [
    ("帮扶档案：年初57户，年内脱困14户，新增6户", "年初帮扶档案57户，年内脱困14户、新增6户，现有49户。"),
    ("凉亭：新设3间（东区、西区、北区）；原有4间", "新设凉亭3间，在东区、西区、北区，由4间增加到7间。"),
    ("高温费每天加4元（原来12）", "高温费由每天12元提高到16元。"),
    ("摊位原有20个，撤销5个", "摊位撤销5个，由20个减少到15个。"),
    (
        "上年结余2.4万元，本年收入9.6万元（会费6.1、补助3.5）|本年支出8.75万元",
        "上年结余2.4万元，本年收入9.6万元，其中会费6.1万元、补助3.5万元；本年支出8.75万元，年末结余3.25万元。",
    ),
]

WRONG = [
    (
        "帮扶档案：年初57户，年内脱困14户，新增6户",
        "年初帮扶档案57户，年内脱困14户、新增6户，现有47户。",
        "47户",
    ),
    (
        "凉亭：新设3间（东区、西区、北区）；原有4间",
        "新设凉亭3间，在东区、西区、北区，由4间增加到8间。",
        "8间",
    ),
    ("高温费每天加4元（原来12）", "高温费由每天12元提高到18元。", "18元"),
    ("摊位原有20个，撤销5个", "摊位撤销5个，由20个减少到10个。", "10个"),
    (
        "上年结余2.4万元，本年收入9.6万元（会费6.1、补助3.5）|本年支出8.75万元",
        "上年结余2.4万元，本年收入9.6万元，其中会费6.1万元、补助3.5万元；本年支出8.75万元，年末结余3.35万元。",
        "3.35万元",
    ),
]


@pytest.mark.parametrize(("facts", "text"), CLEAN)
def test_what_there_is_now_follows(facts: str, text: str) -> None:
    assert doubts_on(facts, text) == []


@pytest.mark.parametrize(("facts", "text", "span"), WRONG)
def test_another_number_than_follows_is_doubted(facts: str, text: str, span: str) -> None:
    assert span in [words for _, words in doubts_on(facts, text)]
