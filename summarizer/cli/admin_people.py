"""Organisations and people as somebody names them at the command line."""

import uuid
from collections.abc import Mapping

from summarizer.domain import Organisation, Role, User
from summarizer.errors import InputError, NotFoundError
from summarizer.protocols import PeopleStore

_UNLIMITED = frozenset({"不限", "none"})
_LONGEST_NUMBER = 15


class People:
    """All people of a service, looked up by name, id or subject."""

    def __init__(self, store: PeopleStore) -> None:
        """Args: store: as the administrator of the whole service sees it."""
        self.store = store
        self.organisations = store.organisations()

    def add_organisation(self, name: str) -> Organisation:
        """A new organisation.

        Raises:
            InputError: it has no name, or one of that name exists.
        """
        name = " ".join(name.split())
        if not name:
            raise InputError("单位没有名称", hint="请写出单位的全称。")
        if any(one.name == name for one in self.organisations):
            raise InputError(f"已经有单位“{name}”", hint="名称相同的单位无法区分，请写全称。")
        return self.store.put_organisation(Organisation(id=uuid.uuid4().hex, name=name))

    def organisation(self, given: str) -> Organisation:
        """The organisation of that name or id; the only one when none is given.

        Raises:
            InputError: there are several, and none is given.
            NotFoundError: there is none.
        """
        found = [one for one in self.organisations if not given or given.strip() in {one.id, one.name}]
        if not found:
            message = f"没有单位“{given}”" if given else "还没有单位"
            raise NotFoundError(message, hint="用 summarizer admin orgs 查看，用 admin add-org 建立。")
        if len(found) > 1:
            names = "、".join(f"{one.name}（{one.id}）" for one in found)
            raise InputError(f"有{len(found)}个单位：{names}", hint="请用 --org 写明是哪一个。")
        return found[0]

    def anybody(self, given: str) -> User:
        """The user of that name, id or subject.

        Raises:
            InputError: several bear the name.
            NotFoundError: nobody does.
        """
        found = [one for one in self._everybody() if given.strip() in _called(one)]
        if not found:
            raise NotFoundError(f"登录过的人里没有“{given}”", hint="用 summarizer admin members 查看名单。")
        if len(found) > 1:
            ids = "、".join(one.id for one in found)
            raise InputError(f"有{len(found)}个人叫“{given}”：{ids}", hint="请改写编号。")
        return found[0]

    def member(self, given: str) -> User:
        """The member of that name, id or subject.

        Raises:
            InputError: several bear the name, or they are a member of nothing.
            NotFoundError: nobody does.
        """
        user = self.anybody(given)
        if user.organisation_id is None:
            raise InputError(f"“{given}”还没有加入单位", hint="请先用 summarizer admin add-member 添加。")
        return user

    def stranger(self, given: str) -> User | None:
        """Who has signed in with that id or subject and is a member of nothing; None for somebody unknown.

        Raises:
            InputError: they are a member already.
        """
        user = next((one for one in self._everybody() if given.strip() in {one.id, one.subject}), None)
        if user is not None and user.organisation_id is not None:
            place = next(one.name for one in self.organisations if one.id == user.organisation_id)
            hint = "调整角色用 admin set-role；换单位请先 admin remove-member。"
            raise InputError(f"“{user.name or given}”已经是“{place}”的成员", hint=hint)
        return user

    def names(self) -> Mapping[str, str]:
        """What users and organisations are called, by id."""
        users = {one.id: one.name or one.subject for one in self._everybody()}
        return users | {one.id: one.name for one in self.organisations}

    def _everybody(self) -> list[User]:
        members = [user for one in self.organisations for user in self.store.members(one.id)]
        return [*members, *self.store.newcomers()]


def role_named(name: str) -> Role:
    """The role of that value or Chinese label.

    Raises:
        InputError: there is none.
    """
    found = next((one for one in Role if name.strip().lower() in {one.value, one.label}), None)
    if found is None:
        raise InputError(f"没有“{name}”这种角色", hint=f"可用：{'、'.join(one.label for one in Role)}。")
    return found


def tokens_named(text: str) -> int | None:
    """A number of tokens; None for 不限.

    Raises:
        InputError: it is neither.
    """
    typed = text.strip().lower()
    if typed in _UNLIMITED:
        return None
    if not typed.isdecimal() or len(typed) > _LONGEST_NUMBER:
        raise InputError(f"“{text}”不能作额度", hint="请写整数，如 500000，或者写 不限。")
    return int(typed)


def _called(user: User) -> frozenset[str]:
    return frozenset({user.id, user.name, user.subject, user.subject.partition("|")[2]})
