"""The `admin` commands: organisations, members, roles, limits and the audit log."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Final

import typer

from summarizer.assemble import build_pipeline
from summarizer.cli.admin_people import People, role_named, tokens_named
from summarizer.cli.chinese import ChineseCommand, ChineseGroup
from summarizer.cli.files import check_target, save
from summarizer.cli.output import DONE, AsJson, print_json, say
from summarizer.domain import SYSTEM, AuditAction, AuditEntry, AuditFilter, TokenUse, User
from summarizer.errors import InputError
from summarizer.export.audit_log import SYSTEM_NAME, audit_csv, audit_rows, audit_workbook, midnight

_WRITERS: Final = {".csv": audit_csv, ".xlsx": audit_workbook}

admin = typer.Typer(
    cls=ChineseGroup,
    rich_markup_mode=None,
    no_args_is_help=False,
    help="多人使用时的管理：单位、成员、角色、额度、审计记录。",
)

Organisation = Annotated[
    str,
    typer.Option(
        "--org", metavar="单位", show_default=False, help="单位的名称或编号；只有一个单位时可以不写"
    ),
]
Who = Annotated[str, typer.Argument(metavar="谁", help="姓名、编号或登录服务里的用户标识，见 admin members")]
RoleName = Annotated[
    str,
    typer.Option("--role", metavar="角色", show_default=False, help="成员（默认）、范文管理员或管理员"),
]


@admin.callback(invoke_without_command=True)
def root(context: typer.Context) -> None:
    """Shows the help page when no command follows."""
    if context.invoked_subcommand is None:
        print(context.get_help())


@admin.command(name="orgs", cls=ChineseCommand, help="列出单位，和本月的用量、额度。")
def list_organisations(as_json: AsJson = False) -> int:
    """All organisations by name."""
    with _people() as people:
        rows = [
            (one, people.store.count_members(one.id), people.store.organisation_tokens(one.id))
            for one in people.organisations
        ]
    if as_json:
        print_json(
            [{"id": one.id, "name": one.name, "members": count, **_use(use)} for one, count, use in rows]
        )
        return DONE
    for one, count, use in rows:
        print(f"{one.id}  {one.name}  {count}人  {_use_line(use)}")
    say(f"共{len(rows)}个单位。")
    return DONE


@admin.command(cls=ChineseCommand, help="建立单位。")
def add_org(name: Annotated[str, typer.Argument(metavar="名称")], as_json: AsJson = False) -> int:
    """An organisation without members."""
    with _people() as people:
        made = people.add_organisation(name)
    if as_json:
        print_json({"id": made.id, "name": made.name})
    say(f"已建立单位“{made.name}”，编号 {made.id}。")
    return DONE


@admin.command(name="members", cls=ChineseCommand, help="列出成员、等待登录的人，和还没有加入单位的人。")
def list_members(organisation: Organisation = "", as_json: AsJson = False) -> int:
    """Of one organisation, or of all."""
    with _people() as people:
        chosen = [people.organisation(organisation)] if organisation else people.organisations
        members = [
            {**_user(user), "organisation": one.id, **_use(use[user.id])}
            for one in chosen
            for use in [people.store.member_tokens(one.id)]
            for user in people.store.members(one.id)
        ]
        invited = [
            {"identity": known.identity, "role": known.role.value, "organisation": one.id}
            for one in chosen
            for known in people.store.invitations(one.id)
        ]
        newcomers = [] if organisation else [_user(user) for user in people.store.newcomers()]
    if as_json:
        print_json({"members": members, "invited": invited, "newcomers": newcomers})
        return DONE
    for row in members:
        limit = "不限" if row["quota"] is None else row["quota"]
        print(
            f"{row['id']}  {row['name']}  {role_named(str(row['role'])).label}  已用{row['tokens']}/{limit}"
        )
    for waiting in invited:
        print(f"等待登录  {waiting['identity']}  {role_named(waiting['role']).label}")
    for row in newcomers:
        print(f"未加入单位  {row['id']}  {row['name']}  {row['subject']}")
    say(f"成员{len(members)}人，等待登录{len(invited)}人，未加入单位{len(newcomers)}人。")
    return DONE


@admin.command(cls=ChineseCommand, help="添加成员：登录过的人立即加入，没登录过的下次登录时加入。")
def add_member(
    who: Annotated[
        str, typer.Argument(metavar="谁", help="邮箱，或“登录服务地址|用户标识”；登录过的人也可写编号")
    ],
    *,
    organisation: Organisation = "",
    role: RoleName = "member",
    as_json: AsJson = False,
) -> int:
    """The first admin of a service comes to be this way."""
    with _people() as people:
        place, wanted = people.organisation(organisation), role_named(role)
        user = people.stranger(who)
        if user is not None:
            user = people.store.set_member(user.id, place.id, wanted)
            told = {**_user(user), "organisation": place.id, "joined": True}
            sentence = f"“{user.name or user.subject}”已加入“{place.name}”，{wanted.label}。"
        else:
            made = people.store.invite(who, place.id, wanted)
            told = {
                "identity": made.identity,
                "role": wanted.value,
                "organisation": place.id,
                "joined": False,
            }
            sentence = f"已添加“{made.identity}”，{wanted.label}，下次登录时加入“{place.name}”。"
    if as_json:
        print_json(told)
    say(sentence)
    return DONE


@admin.command(cls=ChineseCommand, help="调整成员的角色。")
def set_role(
    who: Who,
    role: Annotated[str, typer.Argument(metavar="角色", help="成员、范文管理员或管理员")],
    *,
    as_json: AsJson = False,
) -> int:
    """A member in another role."""
    with _people() as people:
        member = people.member(who)
        user = people.store.set_member(member.id, member.organisation_id, role_named(role))
    if as_json:
        print_json(_user(user))
    say(f"“{user.name or user.subject}”现在是{user.role.label}。")
    return DONE


@admin.command(cls=ChineseCommand, help="把成员移出单位；其总结仍归本人。")
def remove_member(who: Who, as_json: AsJson = False) -> int:
    """A member of nothing from now on."""
    with _people() as people:
        user = people.store.set_member(people.member(who).id, None)
    if as_json:
        print_json(_user(user))
    say(f"已把“{user.name or user.subject}”移出单位。")
    return DONE


@admin.command(cls=ChineseCommand, help="设定每月的词元额度，给一位成员，或给整个单位。")
def set_quota(
    tokens: Annotated[str, typer.Argument(metavar="词元数", help="整数，或 不限")],
    *,
    user: Annotated[str, typer.Option("--user", metavar="谁", help="一位成员")] = "",
    organisation: Annotated[str, typer.Option("--org", metavar="单位", help="整个单位")] = "",
    as_json: AsJson = False,
) -> int:
    """A limit on the tokens a month."""
    if bool(user) == bool(organisation):
        message = "没有写明给谁设定额度" if not user else "成员和单位只能写一个"
        raise InputError(message, hint="请用 --user 写一位成员，或用 --org 写一个单位。")
    limit = tokens_named(tokens)
    with _people() as people:
        if user:
            member = people.member(user)
            holder_id, name = member.id, member.name or member.subject
        else:
            holder = people.organisation(organisation)
            holder_id, name = holder.id, holder.name
        people.store.set_quota(holder_id, limit)
    if as_json:
        print_json({"id": holder_id, "quota": limit})
    say(f"“{name}”的额度：" + ("不限。" if limit is None else f"每月{limit}个词元。"))
    return DONE


@admin.command(name="audit", cls=ChineseCommand, help="查看或导出审计记录，最近的在前。")
def show_audit(
    *,
    organisation: Annotated[str, typer.Option("--org", metavar="单位", help="只看一个单位")] = "",
    user: Annotated[str, typer.Option("--user", metavar="谁", help="只看一个人，或 系统管理员")] = "",
    action: Annotated[str, typer.Option("--action", metavar="操作", help="只看一种操作，如 导出")] = "",
    since: Annotated[str, typer.Option("--since", metavar="日期", help="从这一天起，如 2025-01-08")] = "",
    until: Annotated[str, typer.Option("--until", metavar="日期", help="到这一天止")] = "",
    limit: Annotated[
        int, typer.Option("--limit", metavar="条数", show_default=False, min=1, help="最多几条，默认100")
    ] = 100,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件", help="全部保存为 .csv 或 .xlsx")
    ] = None,
    as_json: AsJson = False,
) -> int:
    """What was done, by whom and when; saving it to a file is noted, too."""
    write = None
    if output is not None:
        write = _writer(output)
        check_target(output, inputs=[])
    with _people() as people:
        matching = AuditFilter(
            organisation_id=people.organisation(organisation).id if organisation else None,
            user_id=None if not user else SYSTEM if user == SYSTEM_NAME else people.anybody(user).id,
            action=_action(action),
            since=midnight(_day(since)) if since else None,
            until=midnight(_day(until) + timedelta(days=1)) if until else None,
        )
        names = people.names()
        if write is None:
            entries = people.store.audit_log(limit=limit, matching=matching)
        else:
            entries = people.store.export_audit_log(matching=matching)
    rows = audit_rows(entries, names)
    if output is not None and write is not None:
        save(output, write(rows), inputs=[])
        say(f"已保存：{output}，{len(rows)}条。")
    if as_json:
        print_json([_entry(entry, row) for entry, row in zip(entries, rows, strict=True)])
    elif output is None:
        for row in rows:
            print("  ".join(str(value) for value in row if value != ""))
        say(f"{len(rows)}条记录。")
    return DONE


@contextmanager
def _people() -> Iterator[People]:
    with closing(build_pipeline()) as pipeline:
        yield People(pipeline.people)


def _user(user: User) -> dict[str, object]:
    return {"id": user.id, "name": user.name, "subject": user.subject, "role": user.role.value}


def _use(use: TokenUse) -> dict[str, object]:
    return {"tokens": use.used, "quota": use.quota}


def _entry(entry: AuditEntry, row: Sequence[object]) -> dict[str, object]:
    return {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "user_id": entry.user_id,
        "user": row[2],
        "action": entry.action.value,
        "subject_id": entry.subject_id,
        "subject": row[4],
        "detail": entry.detail,
        "organisation": entry.organisation_id,
    }


def _use_line(use: TokenUse) -> str:
    return f"本月已用{use.used}个词元，" + ("不限额度" if use.quota is None else f"额度{use.quota}")


def _writer(path: Path) -> Callable[[Sequence[Sequence[object]]], bytes]:
    found = _WRITERS.get(path.suffix.lower())
    if found is None:
        message = f"不能保存为“{path.suffix or path.name}”"
        raise InputError(message, hint="请用 .csv 或 .xlsx 结尾的文件名。")
    return found


def _action(name: str) -> AuditAction | None:
    found = next((one for one in AuditAction if name.strip() in {one.value, one.label}), None)
    if name and found is None:
        message = f"没有“{name}”这种操作"
        raise InputError(message, hint=f"可用：{'、'.join(one.label for one in AuditAction)}。")
    return found


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = date.min
    # The day after the last and, in UTC, the midnight of the first are beyond the calendar.
    if not date.min < day < date.max:
        message = f"“{text}”不是日期"
        raise InputError(message, hint="请写成 2025-01-08 这样。")
    return day
