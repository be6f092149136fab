"""Whose a sample is, and what each role is offered to do with it."""

import pytest

from summarizer.domain import Role, Sample, SampleHolder, User
from summarizer.ui.holding import ALONE, Held

OWN = Sample(id="own", title="总结")
SHIPPED = Sample(id="shipped", title="总结", builtin=True)
MINE, THEIRS = "me", "other"


def held(owner: str, *, shared: bool, role: Role = Role.MEMBER) -> Held:
    user = User(id=MINE, subject="id|me", name="王敏", organisation_id="org", role=role)
    holder = SampleHolder(owner_id=owner, shared=shared)
    return Held(user=user, holders={"own": holder}, names={MINE: "王敏", THEIRS: "李强"})


@pytest.mark.parametrize(
    ("owner", "shared", "label"),
    [
        (MINE, False, "仅自己可见"),
        (MINE, True, "我共享的"),
        (THEIRS, True, "李强共享"),
        ("gone", True, "已离开的成员共享"),
    ],
)
def test_a_sample_tells_whose_it_is(owner: str, shared: bool, label: str) -> None:
    assert held(owner, shared=shared).label(OWN) == label
    assert held(owner, shared=shared).label(SHIPPED) == "内置"


@pytest.mark.parametrize(
    ("owner", "shared", "role", "may_share", "may_remove"),
    [
        (MINE, False, Role.MEMBER, True, True),
        (MINE, True, Role.MEMBER, True, False),
        (THEIRS, True, Role.MEMBER, False, False),
        (THEIRS, True, Role.LIBRARIAN, True, True),
        (THEIRS, True, Role.ADMIN, True, True),
        (MINE, True, Role.LIBRARIAN, True, True),
    ],
)
def test_each_is_offered_what_the_store_lets_them_do(
    owner: str, shared: bool, role: Role, may_share: bool, may_remove: bool
) -> None:
    now = held(owner, shared=shared, role=role)
    assert (now.may_share(OWN), now.may_remove(OWN)) == (may_share, may_remove)
    assert (now.may_share(SHIPPED), now.may_remove(SHIPPED)) == (False, False)


def test_one_person_alone_shares_nothing_and_hides_what_they_like() -> None:
    for sample in (OWN, SHIPPED):
        assert (ALONE.may_share(sample), ALONE.may_remove(sample), ALONE.is_shared(sample)) == (
            False,
            True,
            False,
        )
    assert (ALONE.label(OWN), ALONE.label(SHIPPED)) == ("自加", "内置")
