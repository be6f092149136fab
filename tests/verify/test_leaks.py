"""Atoms of a sample that found their way into a text."""

import pytest
from verify_steps import findings_on

SAMPLE = "走访企业48家，3月15日召开动员会，荣获“工人先锋号”，修订《慰问办法》，工会主席程砚秋讲党课。"


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("走访企业48家。", "48家"),
        ("走访企业30家，3月15日召开动员会。", "3月15日"),
        ("走访企业30家，修订《慰问办法》。", "《慰问办法》"),
        ("走访企业30家，工会主席程砚秋讲党课。", "程砚秋"),
        ("走访企业30家，荣获“工人先锋号”。", "“工人先锋号”"),
        ("走访企业四十八家。", "四十八家"),
    ],
)
def test_what_only_a_sample_says_is_a_leak(text: str, span: str) -> None:
    leaks = [f for f in findings_on("走访企业30家", text, samples=[SAMPLE]) if f.kind == "sample_leak"]
    assert [f.text for f in leaks] == [span]
    assert leaks[0].severity == "error"
    assert "范文" in leaks[0].message


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ("走访企业48家", "走访企业48家。"),
        ("走访企业30家", "走访企业30家。"),
        ("修订《慰问办法》", "修订《慰问办法》。"),
    ],
)
def test_what_the_facts_say_too_is_no_leak(facts: str, text: str) -> None:
    assert [f for f in findings_on(facts, text, samples=[SAMPLE]) if f.severity != "info"] == []


def test_without_samples_nothing_leaks() -> None:
    kinds = {f.kind for f in findings_on("走访企业30家", "走访企业48家。")}
    assert kinds == {"figure_changed"}


def test_a_place_of_a_sample_is_no_place_of_this_text() -> None:
    sample = "组织职工赴青溪古镇开展健步行。"
    found = findings_on("健步行1次", "赴青溪古镇组织健步行1次。", samples=[sample])
    assert [(f.kind, f.text) for f in found] == [("sample_leak", "青溪古镇")]
    own = findings_on("青溪古镇健步行1次", "赴青溪古镇组织健步行1次。", samples=[sample])
    assert own == []
