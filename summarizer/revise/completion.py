"""Adding the sentence of a fact that a text lacks (补写)."""

from typing import Final

from summarizer.text.atoms import find_atoms
from summarizer.text.sentences import split_sentences

_PLACEHOLDER: Final = "【待补充"


def insert_sentence(text: str, sentence: str) -> str:
    """`text` with `sentence` at the end of its last paragraph.

    A closing sentence there, one without figures or names, stays the last. A text that is empty or only
    a 【待补充：…】 mark is replaced. An empty sentence changes nothing.
    """
    body = text.rstrip()
    if not sentence.strip():
        return text
    if not body or _is_placeholder(body):
        return sentence
    begin = body.rfind("\n") + 1
    sentences = [span for span in split_sentences(body) if span.start >= begin]
    if len(sentences) > 1 and not find_atoms(body[sentences[-1].start : sentences[-1].end]):
        at = sentences[-1].start
        return body[:at] + sentence + body[at:]
    return body + sentence


def _is_placeholder(body: str) -> bool:
    return body.startswith(_PLACEHOLDER) and body.find("】") >= len(body.rstrip("。")) - 1
