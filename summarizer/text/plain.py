"""What ordinary official prose is made of: pairs of characters that name nothing in particular."""

from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from summarizer.text.lexicon import mapping, word_list

# Characters that join words and are themselves no word worth a source.
_FUNCTION = frozenset(
    "的了是在与及或和不我们你他她它这那哪个为对把被于从到也都就且但由将已并让使给每各该之其此些很更最非未无没等着过"
    "得地以而则若如因所者中内外上下前后里间时年月日又再还会能可要去来共约近达至"
)


@cache
def plain_pairs() -> frozenset[str]:
    """The pairs of neighbouring characters common in such prose, those of particular nouns left out."""
    common = {row[0] + second for row in word_list("plain", "pairs") for second in row[1:]}
    words = (*word_list("plain", "words"), *mapping("claims", "acts")["verbs"].split())
    return frozenset(common - _pairs_in(word_list("plain", "particular")) | _pairs_in(words))


def _pairs_in(words: Iterable[str]) -> set[str]:
    return {"".join(pair) for word in words for pair in pairwise(word)}


def is_plain(words: str) -> bool:
    """Whether every character of `words` belongs to a common pair or merely joins words."""
    return not unplain(words)


@cache
def plain_words() -> frozenset[str]:
    """The reviewed words and phrases that name nothing in particular."""
    return frozenset(word_list("plain", "words"))


def unplain(words: str) -> str:
    """The characters of `words` in order that belong to no common pair and do not merely join words."""
    pairs = plain_pairs()
    common = {
        at + shift
        for at, pair in enumerate(map("".join, pairwise(words)))
        if pair in pairs
        for shift in (0, 1)
    }
    return "".join(char for at, char in enumerate(words) if at not in common and char not in _FUNCTION)
