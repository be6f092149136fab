import pytest

from summarizer.protocols import PassageScore
from summarizer.retrieval.diversity import spread

FOUND = [PassageScore(name, 10 - place) for place, name in enumerate(["a1", "a2", "a3", "b1", "c1"])]
SAMPLES = {name: name[0] for name, _ in FOUND}


@pytest.mark.parametrize(
    ("top_k", "per_sample", "expected"),
    [
        (3, 1, ["a1", "b1", "c1"]),
        (4, 1, ["a1", "a2", "b1", "c1"]),
        (3, 2, ["a1", "a2", "b1"]),
        (9, 1, ["a1", "a2", "a3", "b1", "c1"]),
        (0, 1, []),
    ],
)
def test_samples_take_turns_while_others_are_left(top_k: int, per_sample: int, expected: list[str]) -> None:
    chosen = spread(FOUND, samples=SAMPLES, copies={}, top_k=top_k, per_sample=per_sample)
    assert [name for name, _ in chosen] == expected


def test_of_copies_only_the_best_is_returned() -> None:
    copies = {"a1": "x", "b1": "x", "c1": "x"}
    chosen = spread(FOUND, samples=SAMPLES, copies=copies, top_k=5, per_sample=5)
    assert [name for name, _ in chosen] == ["a1", "a2", "a3"]
