"""`summarizer admin`: a service gets its organisations, its first admin and its limits without a browser."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from summarizer.cli import main
from summarizer.domain import Role
from summarizer.settings import Settings
from summarizer.store import SqlStore, open_store

pytestmark = pytest.mark.usefixtures("quiet_surroundings")

NAME = "东湖区总工会"


@pytest.fixture
def store() -> Iterator[SqlStore]:
    """The database the commands work on."""
    with open_store(Settings().resolved_database_url) as opened:
        yield opened


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:  # noqa: ANN401 - any JSON
    capsys.readouterr()
    assert main(["admin", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(["admin", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    return told.err


def test_a_closed_server_gets_its_first_admin_before_anybody_has_signed_in(
    store: SqlStore, capsys: pytest.CaptureFixture[str]
) -> None:
    made = asked(capsys, "add-org", NAME)
    told = asked(capsys, "add-member", "Chief@Union.Example", "--role", "管理员")
    assert told == {
        "identity": "chief@union.example",
        "role": "admin",
        "organisation": made["id"],
        "joined": False,
    }
    assert asked(capsys, "members")["invited"] == [
        {"identity": "chief@union.example", "role": "admin", "organisation": made["id"]}
    ]
    user = store.people.sign_in("https://id.example|1", "张主席", email="chief@union.example")
    assert (user.organisation_id, user.role) == (made["id"], Role.ADMIN)


def test_who_has_signed_in_is_placed_limited_and_removed_by_name(
    store: SqlStore, capsys: pytest.CaptureFixture[str]
) -> None:
    made = asked(capsys, "add-org", NAME)
    wang = store.people.sign_in("https://id.example|wang", "王敏")
    assert asked(capsys, "members")["newcomers"][0]["name"] == "王敏"
    assert asked(capsys, "add-member", wang.subject, "--org", NAME)["joined"] is True
    assert asked(capsys, "set-role", "王敏", "范文管理员")["role"] == "librarian"
    assert asked(capsys, "set-quota", "50000", "--user", "wang") == {"id": wang.id, "quota": 50000}
    assert asked(capsys, "set-quota", "不限", "--org", NAME)["quota"] is None
    (member,) = asked(capsys, "members", "--org", made["id"])["members"]
    assert (member["id"], member["role"], member["tokens"], member["quota"]) == (
        wang.id,
        "librarian",
        0,
        50000,
    )
    assert asked(capsys, "orgs") == [
        {"id": made["id"], "name": NAME, "members": 1, "tokens": 0, "quota": None}
    ]
    assert asked(capsys, "remove-member", wang.id)["role"] == "member"
    assert store.people.find_user(wang.id).organisation_id is None


def test_the_audit_log_is_shown_filtered_and_saved_for_a_spreadsheet(
    store: SqlStore, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked(capsys, "add-org", NAME)
    wang = store.people.sign_in("https://id.example|wang", "=1+1")
    asked(capsys, "add-member", wang.id)
    asked(capsys, "set-quota", "5", "--user", wang.id)
    entries = asked(capsys, "audit", "--user", "系统管理员", "--action", "调整额度", "--since", "2020-01-01")
    assert [(one["user"], one["subject_id"], one["detail"]) for one in entries] == [
        ("系统管理员", wang.id, "每月5个词元")
    ]
    assert asked(capsys, "audit", "--until", "2020-01-01") == []
    assert main(["admin", "audit", "-o", "log.csv"]) == 0
    lines = (tmp_path / "log.csv").read_bytes().decode("utf-8-sig").splitlines()
    assert lines[0] == "序号,时间,人员,操作,对象,说明"
    assert lines[1].endswith(",系统管理员,调整额度,'=1+1,每月5个词元")
    assert main(["admin", "audit", "-o", "log.xlsx"]) == 0
    sheet = load_workbook(BytesIO((tmp_path / "log.xlsx").read_bytes())).active
    assert sheet is not None
    cell = sheet["E3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert asked(capsys, "audit", "--limit", "1")[0]["action"] == "audit-export"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["add-member", "wang@union.example"], "还没有单位"),
        (["orgs", "--nonsense"], "没有 --nonsense 这个选项"),
        (["add-org", " "], "单位没有名称"),
        (["set-role", "王敏", "管理员"], "登录过的人里没有“王敏”"),
        (["set-quota", "5"], "没有写明给谁"),
        (["set-quota", "5", "--user", "a", "--org", "b"], "只能写一个"),
        (["set-quota", "五", "--user", "a"], "不能作额度"),
        (["audit", "-o", "log.docx"], "不能保存为“.docx”"),
        (["audit", "--since", "昨天"], "不是日期"),
        (["audit", "--since", "0001-01-01"], "不是日期"),
        (["audit", "--until", "9999-12-31"], "不是日期"),
        (["audit", "-o", "没有/log.csv"], "文件夹“没有”不存在"),
        (["audit", "--action", "看"], "没有“看”这种操作"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert words in refused(capsys, *arguments)


def test_what_is_there_already_or_unclear_is_told_in_one_sentence(
    store: SqlStore, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (NAME, "西山区总工会"):
        asked(capsys, "add-org", name)
    assert "已经有单位" in refused(capsys, "add-org", NAME)
    assert "有2个单位" in refused(capsys, "add-member", "wang@union.example")
    twins = [store.people.sign_in(f"id|{name}", "李强") for name in ("1", "2")]
    assert "有2个人叫“李强”" in refused(capsys, "set-role", "李强", "管理员")
    assert "还没有加入单位" in refused(capsys, "set-role", twins[0].id, "管理员")
    asked(capsys, "add-member", twins[0].id, "--org", NAME)
    assert "已经是“东湖区总工会”的成员" in refused(capsys, "add-member", twins[0].id, "--org", NAME)
    assert "没有“boss”这种角色" in refused(capsys, "set-role", twins[0].id, "boss")
