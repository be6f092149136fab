"""Words that say the same and words of one family."""

from itertools import combinations

from summarizer.text.thesaurus import deeds, find_named, loose_deeds, senses


def test_the_longest_word_is_found_at_each_place() -> None:
    assert [found.word for found in find_named("为环卫工人送去盐汽水和毛巾")] == [
        "环卫工人",
        "盐汽水",
        "毛巾",
    ]


def test_words_of_one_sense_share_it_and_others_of_the_family_do_not() -> None:
    (rider,), (courier,) = senses()["骑手"], senses()["快递员"]
    assert "外卖员" in rider.words
    assert rider.family == courier.family
    assert rider.number != courier.number


def test_no_word_stands_twice_in_one_family() -> None:
    for word, found in senses().items():
        assert all(one.family != other.family for one, other in combinations(found, 2)), word


def test_verbs_that_may_be_said_of_anything_are_verbs_of_doing() -> None:
    assert {"惠及", "完成"} <= loose_deeds()
    assert deeds()["采纳"].isdisjoint(deeds()["慰问"])
