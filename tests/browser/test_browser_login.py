"""Signing in against a provider in Chromium: everybody gets where they wanted, and to their own alone."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from app_server import App
from browser_steps import new_context, open_example, picture, settle
from playwright.sync_api import Browser, Page, WebSocket, expect

from summarizer.domain import Organisation, Role
from summarizer.store import open_store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

CLIENT: Final = "summarizer-tests"
CLIENT_SECRET: Final = "client-secret-that-nobody-may-read"
COOKIE_SECRET: Final = "cookie-secret-that-nobody-may-read"
OPEN_SOCKET: Final = """address => new Promise(done => {
  const socket = new WebSocket(address, ["streamlit"]);
  socket.onopen = () => { socket.close(); done(true); };
  socket.onerror = () => done(false);
})"""
SECRETS: Final = """[auth]
redirect_uri = "{app}/oauth2callback"
cookie_secret = "{cookie_secret}"
client_id = "{client}"
client_secret = "{client_secret}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


class ServiceApp(App):
    """The app as `summarizer serve` runs it, as a service whose people sign in at `provider`."""

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-m", "summarizer", "serve", "--port", str(self.port), "--no-browser"]

    def use(self, provider: str) -> None:
        known = {"app": self.url, "provider": provider, "client": CLIENT}
        secrets = SECRETS.format(**known, client_secret=CLIENT_SECRET, cookie_secret=COOKIE_SECRET)
        (self.home.parent / "secrets.toml").write_text(secrets, encoding="utf-8")

    def _settings(self) -> dict[str, str]:
        given = {"STREAMLIT_SECRETS_FILES": str(self.home.parent / "secrets.toml"), "NO_PROXY": "127.0.0.1"}
        return {**super()._settings(), **given}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[ServiceApp]:
    home = tmp_path / "home"
    home.mkdir()
    app = ServiceApp(home)
    with open_store(f"sqlite:///{(home / 'summarizer.db').as_posix()}") as store:
        store.people.put_organisation(Organisation(id="org", name="东湖区总工会"))
        store.people.invite("wang@union.example", "org", Role.ADMIN)
        store.people.invite("li@union.example", "org")
    script = Path(__file__).with_name("oidc_provider.py")
    command = [sys.executable, str(script), CLIENT, CLIENT_SECRET, f"{app.url}/oauth2callback"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as provider:
        try:
            assert provider.stdout is not None
            app.use(provider.stdout.readline().strip())
            app.start()
            yield app
        finally:
            app.kill()
            provider.kill()


@pytest.fixture
def frames() -> list[bytes]:
    """Everything the server told the page over its websocket."""
    return []


@pytest.fixture
def tab(chromium: Browser, service: ServiceApp, frames: list[bytes]) -> Iterator[Page]:
    context = new_context(chromium)
    page = context.new_page()

    def listen(socket: WebSocket) -> None:
        socket.on(
            "framereceived", lambda told: frames.append(told if isinstance(told, bytes) else told.encode())
        )

    page.on("websocket", listen)
    yield page
    context.close()


def session_opened_from(page: Page, address: str) -> bool:
    """Whether the page that is open, of whatever site, gets a websocket to the app, cookies and all."""
    opened: bool = page.evaluate(OPEN_SOCKET, f"{address.replace('http', 'ws')}/_stcore/stream")
    return opened


def sign_in(page: Page, name: str) -> None:
    page.get_by_role("button", name="用单位账号登录").click()
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("button", name="退出登录")).to_be_visible()
    expect(page.locator(".st-key-masthead")).to_contain_text(name)


def sign_out(page: Page) -> None:
    """The page asks to sign in at once, while the browser is still on its way to give its cookie back."""
    with page.expect_response(lambda answer: "/auth/logout" in answer.url):
        page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("button", name="用单位账号登录")).to_be_visible()


def test_people_sign_in_to_what_they_asked_for_and_see_nothing_of_each_other(
    tab: Page, service: ServiceApp, frames: list[bytes]
) -> None:
    tab.goto(service.url)
    expect(tab.get_by_role("heading", name="登录")).to_be_visible()
    expect(tab.get_by_text("登录后只有您自己能看到您的总结")).to_be_visible()
    expect(tab.get_by_role("button", name="新建总结")).to_have_count(0)
    picture(tab, "login")
    assert session_opened_from(tab, service.url)
    tab.get_by_role("button", name="用单位账号登录").click()
    expect(tab.get_by_role("heading", name="统一认证")).to_be_visible()
    assert not session_opened_from(tab, service.url)
    tab.goto(service.url)
    sign_in(tab, "王敏")
    open_example(tab)
    asked_for = tab.url
    assert "doc=" in asked_for
    sign_out(tab)

    tab.goto(asked_for)
    sign_in(tab, "李强")
    expect(tab.get_by_text("找不到这份总结")).to_be_visible()
    expect(tab.get_by_role("button", name="生成全文")).to_have_count(0)
    tab.goto(service.url)
    expect(tab.get_by_text("把一年的事实一条条写进来")).to_be_visible()
    sign_out(tab)

    tab.goto(asked_for)
    sign_in(tab, "王敏")
    expect(tab).to_have_url(asked_for)
    expect(tab.get_by_role("button", name="生成全文")).to_be_visible()
    tab.get_by_role("link", name="管理").click()
    expect(tab.get_by_text("成员2人")).to_be_visible()
    settle(tab)
    picture(tab, "administration")
    tab.get_by_role("tab", name="审计记录").click()
    with tab.expect_download() as download:
        tab.get_by_role("button", name="导出 .csv").click()
    assert "李强,加入单位,李强,成员" in download.value.path().read_text(encoding="utf-8-sig")
    picture(tab, "audit")
    tab.goto(asked_for)
    expect(tab.get_by_role("button", name="生成全文")).to_be_visible()
    settle(tab)
    told = b"".join(frames) + tab.content().encode()
    written = b"".join(path.read_bytes() for path in service.home.rglob("*") if path.is_file())
    assert "王敏".encode() in told
    for secret in (CLIENT_SECRET, COOKIE_SECRET):
        assert secret.encode() not in told
        assert secret.encode() not in written
