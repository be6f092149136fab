"""管理 and shared samples, driven through Streamlit's test runner by people who have signed in."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest
from ui_steps import click, keys, run, shown, words

from summarizer.domain import AuditAction, AuditFilter, Organisation, Role, TokenUse, User
from summarizer.errors import InputError
from summarizer.export.audit_log import audit_workbook
from summarizer.pipeline import Pipeline
from summarizer.ui import administering, people
from summarizer.ui.pages import administration

pytest_plugins = ["ui_fixtures"]

TEXT = (
    "××学校工会2023年工作总结\n"
    + "一、关心关爱\n走访慰问困难职工，送去组织的温暖，职工满意度稳步提高。\n" * 9
)


def page(name: str) -> None:
    import importlib

    import streamlit as st

    from summarizer.ui import session

    notice = session.current().notice
    session.change(notice=None)
    if notice is not None:
        st.markdown(notice.sentence)
        if notice.undo is not None:
            st.button("撤销", key="undo", on_click=notice.undo)
    with session.guarded():
        importlib.import_module(f"summarizer.ui.pages.{name}").render()
    refused = session.current().notice
    if refused is not None:
        st.markdown(refused.sentence)


@pytest.fixture
def staff(pipeline: Pipeline) -> dict[str, User]:
    """An admin, a librarian and a member of one organisation."""
    pipeline.people.put_organisation(Organisation(id="org", name="东湖区总工会"))
    roles = {"张主席": Role.ADMIN, "刘老师": Role.LIBRARIAN, "王敏": Role.MEMBER}
    users = {name: pipeline.people.sign_in(f"https://id.example|{name}", name) for name in roles}
    return {name: pipeline.people.set_member(users[name].id, "org", role) for name, role in roles.items()}


@pytest.fixture
def opened(
    pipeline: Pipeline, staff: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., AppTest]:
    """Opens a page as one of them; who they are is looked up anew at every click, as in the app."""

    def open_as(name: str, page_name: str = "administration") -> AppTest:
        monkeypatch.setattr(people, "current_user", lambda _: pipeline.people.find_user(staff[name].id))
        return run(AppTest.from_function(page, kwargs={"name": page_name}, default_timeout=180))

    return open_as


@pytest.mark.parametrize(("name", "administers"), [("张主席", True), ("刘老师", False), ("王敏", False)])
def test_the_masthead_names_who_is_signed_in_and_leads_admins_alone_to_their_page(
    opened: Callable[..., AppTest],
    home: Callable[[], AppTest],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    administers: bool,
) -> None:
    opened(name, "settings")
    monkeypatch.setattr(people, "is_configured", lambda: True)
    monkeypatch.setattr(people, "must_sign_in", lambda: False)
    app = home()
    assert name in words(app)
    assert "people:logout:here" in keys(app)
    links = [element.proto.label for element in app.main if element.type == "page_link"]
    assert ("管理" in links) is administers


@pytest.mark.parametrize("name", ["刘老师", "王敏"])
def test_who_is_no_admin_reads_one_sentence_and_nothing_else(
    opened: Callable[..., AppTest], name: str
) -> None:
    app = opened(name)
    assert "只有本单位的管理员才能打开" in words(app)
    assert not app.button
    assert "张主席" not in words(app)


def test_one_person_alone_has_nobody_to_administer(pipeline: Pipeline) -> None:
    app = run(AppTest.from_function(page, kwargs={"name": "administration"}, default_timeout=180))
    assert "只有一个人使用" in words(app)


def test_an_admin_changes_a_role_and_a_limit_and_both_are_noted(
    pipeline: Pipeline, staff: dict[str, User], opened: Callable[..., AppTest]
) -> None:
    wang = staff["王敏"].id
    app = opened("张主席")
    assert "东湖区总工会" in words(app)
    assert "已用 0 个词元，不限额度" in words(app)
    app.radio(key=f"admin:role:{wang}").set_value(Role.LIBRARIAN)
    app.text_input(key=f"admin:quota:{wang}").set_value("5万")
    click(app, f"admin:save:{wang}")
    assert "“王敏”，范文管理员，额度每月50,000个词元" in words(app)
    assert pipeline.people.find_user(wang).role is Role.LIBRARIAN
    assert pipeline.people.member_tokens(staff["王敏"].organisation_id or "")[wang] == TokenUse(
        used=0, quota=50_000
    )
    noted = pipeline.people.audit_log(matching=AuditFilter(user_id=staff["张主席"].id))
    assert {entry.action for entry in noted} == {AuditAction.ROLE, AuditAction.QUOTA}
    click(app, f"admin:save:{wang}")
    assert len(pipeline.people.audit_log(matching=AuditFilter(user_id=staff["张主席"].id))) == len(noted)


def test_an_admin_adds_somebody_before_their_first_login_and_takes_it_back(
    pipeline: Pipeline, opened: Callable[..., AppTest]
) -> None:
    app = opened("张主席")
    app.text_input(key="admin:add:identity").set_value("New@Union.Example")
    app.selectbox(key="admin:add:role").set_value(Role.LIBRARIAN)
    click(app, "admin:add:go")
    assert "已添加“new@union.example”（范文管理员）" in words(app)
    (made,) = pipeline.people.invitations("org")
    click(app, f"admin:withdraw:{made.id}")
    assert pipeline.people.invitations("org") == ()
    app.text_input(key="admin:add:identity").set_value("不是 邮箱")
    click(app, "admin:add:go")
    assert "邮箱或用户标识不能用" in words(app)


def test_who_was_removed_is_back_after_undo_and_the_only_admin_stays(
    pipeline: Pipeline, staff: dict[str, User], opened: Callable[..., AppTest]
) -> None:
    app = opened("张主席")
    librarian = staff["刘老师"]
    click(app, f"admin:remove:{librarian.id}")
    assert pipeline.people.find_user(librarian.id).organisation_id is None
    click(app, "undo")
    assert pipeline.people.find_user(librarian.id) == librarian
    click(app, f"admin:remove:{staff['张主席'].id}")
    assert "只有这一位管理员" in words(app)


def test_the_log_is_filtered_on_the_page_and_leaves_as_a_file_that_is_noted(
    pipeline: Pipeline,
    staff: dict[str, User],
    opened: Callable[..., AppTest],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine = pipeline.for_user(staff["张主席"]).people
    mine.set_quota(staff["王敏"].id, 7)
    app = opened("张主席")
    (table,) = shown(app, "admin:log:rows")
    assert "建立单位" in table
    app.selectbox(key="admin:log:user").set_value(staff["张主席"].id)
    (table,) = shown(run(app), "admin:log:rows")
    assert "建立单位" not in table
    assert "每月7个词元" in table
    app.selectbox(key="admin:log:action").set_value(AuditAction.EXPORT.value)
    assert "没有这样的记录" in words(run(app))
    monkeypatch.setattr(administration, "pipeline", lambda: pipeline.for_user(staff["张主席"]))
    wanted = AuditFilter(user_id=staff["张主席"].id)
    made = administration._file(wanted, {staff["王敏"].id: "王敏"}, audit_workbook)
    assert mine.audit_log(limit=1)[0].action is AuditAction.QUOTA
    sheet = load_workbook(BytesIO(made())).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][3:] == ["调整额度", "王敏", "每月7个词元"]
    assert mine.audit_log(limit=1)[0].action is AuditAction.AUDIT_EXPORT


@pytest.mark.parametrize(
    ("typed", "tokens"), [("", None), (" 50000 ", 50_000), ("50,000", 50_000), ("5万", 50_000), ("0", 0)]
)
def test_a_limit_is_read_as_people_write_it(typed: str, tokens: int | None) -> None:
    assert administering.tokens_in(typed) == tokens


@pytest.mark.parametrize("typed", ["五万", "-1", "1.5", "9" * 16, "万"])
def test_what_is_no_limit_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="不能作额度"):
        administering.tokens_in(typed)


def test_a_sample_shows_whose_it_is_and_is_shared_by_its_owner_and_removed_by_the_librarian(
    pipeline: Pipeline, staff: dict[str, User], opened: Callable[..., AppTest]
) -> None:
    wang = pipeline.for_user(staff["王敏"])
    (report,) = wang.add_samples([("总结.txt", TEXT.encode())])
    sample_id = report.articles[0].sample.id

    def opened_sample(name: str) -> AppTest:
        app = opened(name, "samples")
        app.query_params["sample"] = sample_id
        return run(app)

    app = opened_sample("王敏")
    assert "仅自己可见" in words(app)
    click(app, f"samples:share:{sample_id}")
    assert "已共享给本单位" in words(app)
    assert "我共享的" in words(app)
    assert f"samples:remove:{sample_id}" not in keys(app)
    app = opened_sample("刘老师")
    assert "王敏共享" in words(app)
    click(app, f"samples:remove:{sample_id}")
    assert [card.sample.id for card in wang.list_samples(removed=True)] == [sample_id]
    click(app, "undo")
    app.query_params["sample"] = sample_id
    click(run(app), f"samples:share:{sample_id}")
    assert wang.people.sample_holders()[sample_id].shared is False
    assert "总结.txt" not in "".join(shown(app, "samples:list:rows"))
