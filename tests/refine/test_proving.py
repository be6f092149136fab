"""What an overview and a title may rest on: the sentences that are proven."""

from dataclasses import replace

import pytest
from hostile_drafts import request_of

from summarizer.domain import Document
from summarizer.refine import proven_document

FACTS = ("慰问困难职工32户", "送清凉3次，惠及560人次")


def texts(document: Document) -> list[str]:
    return [section.text for section in proven_document(document).sections]


@pytest.mark.parametrize(
    ("text", "proven"),
    [
        ("慰问困难职工32户。送清凉3次，惠及560人次。", "慰问困难职工32户。送清凉3次，惠及560人次。"),
        ("工会把职工放在心上。慰问困难职工32户。", "慰问困难职工32户。"),
        ("慰问困难职工33户。送清凉3次，惠及560人次。", "送清凉3次，惠及560人次。"),
        ("慰问困难职工32户，得到一致好评。", ""),
        ("荣获全国五一劳动奖状。\n慰问困难职工32户。", "慰问困难职工32户。"),
        ("", ""),
    ],
    ids=["all", "without a fact", "changed", "praised", "invented", "unwritten"],
)
def test_only_sentences_that_state_facts_beyond_doubt_are_left(text: str, proven: str) -> None:
    document = request_of(FACTS).document
    section = replace(document.sections[0], text=text)
    document = replace(document, sections=(section, *document.sections[1:]))
    assert texts(document)[0] == proven
    assert document.sections[0].text == text
