import pytest

from summarizer.retrieval.terms import bigrams, count_terms, words_only


def test_words_and_single_characters_are_terms() -> None:
    terms = count_terms("困难职工")
    assert {"困难", "职工", "困", "难", "职", "工"} <= set(terms)


@pytest.mark.parametrize("text", ["", "32户4.8%", "，。！", "〔数量〕〔金额〕", "一二三", "的了和"])
def test_figures_slots_and_silent_characters_are_no_terms(text: str) -> None:
    assert count_terms(text.replace("户", "")) == {}


def test_width_and_case_do_not_matter() -> None:
    assert count_terms("ＡＰＰ上线") == count_terms("app上线")


def test_without_a_segmenter_pairs_of_characters_take_the_place_of_words() -> None:
    assert set(count_terms("慰问职工", segment=bigrams)) == {"慰问", "问职", "职工", "慰", "问", "职", "工"}


def test_words_only_leaves_the_characters_out() -> None:
    assert all(len(word) > 1 for word in words_only("走访慰问困难职工"))
