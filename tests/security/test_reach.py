"""No request goes where the administrator of a shared server did not allow it, and none is led elsewhere."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from llm_fixtures import LlmServer
from pydantic import SecretStr

from summarizer.drafting.choice import CUSTOM, choose_target, offered_addresses, offered_presets
from summarizer.drafting.connection import check_target
from summarizer.drafting.endpoint import ChatEndpoint
from summarizer.drafting.pacing import Backoff
from summarizer.drafting.presets import Target, resolve_target
from summarizer.errors import ConfigurationError, ForbiddenAddressError, WrongAddressError
from summarizer.protocols import ChatMessage
from summarizer.reach import Reach, is_allowed
from summarizer.settings import Choices, Settings

KEY = "test-key-1234567890"
PROMPT = (ChatMessage("user", "慰问困难职工32户"),)
DATABASE = "postgresql+psycopg://db/summaries"
INSIDE = "http://llm.intranet.example:8000/v1"


def settings(monkeypatch: pytest.MonkeyPatch, *, endpoints: str = "", base_url: str = "") -> Settings:
    for field in Settings.model_fields.values():
        for name in getattr(field.validation_alias, "choices", ()):
            monkeypatch.delenv(str(name), raising=False)
    given = {
        "SUMMARIZER_DATABASE_URL": DATABASE,
        "SUMMARIZER_ENDPOINTS": endpoints,
        "OPENAI_BASE_URL": base_url,
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return Settings(_env_file=None)  # type: ignore[call-arg]


# Addresses


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",
        "169.254.170.2",
        "100.100.100.200",
        "fe80::1",
        "fe80::1%eth0",
        "fd00:ec2::254",
        "0.0.0.0",
        "::",
        "224.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "no address",
    ],
)
def test_metadata_and_link_local_addresses_are_refused_even_when_listed(address: str) -> None:
    assert not is_allowed(address, Reach.LISTED)
    assert not is_allowed(address, Reach.PUBLIC)
    assert is_allowed(address, Reach.ANY)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "::1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "fd12::1",
        "::ffff:127.0.0.1",
    ],
)
def test_private_addresses_are_for_listed_endpoints_only(address: str) -> None:
    assert is_allowed(address, Reach.LISTED)
    assert not is_allowed(address, Reach.PUBLIC)


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_machines_of_the_internet_may_be_asked(address: str) -> None:
    assert is_allowed(address, Reach.PUBLIC)


# The administrator's list


def test_people_choose_only_among_what_the_administrator_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    given = settings(monkeypatch, endpoints=f"deepseek，{INSIDE}; http://127.0.0.1:11434/v1")
    assert {preset.id for preset in offered_presets(given)} == {"deepseek", "ollama"}
    assert offered_addresses(given) == (INSIDE,)
    listed = choose_target(given, Choices(preset=CUSTOM, base_url=INSIDE, model="qwen"))
    assert listed is not None
    assert (listed.base_url, listed.reach) == (INSIDE, Reach.LISTED)
    for refused in (
        Choices(preset="kimi"),
        Choices(preset=CUSTOM, base_url="https://api.openai.com/v1"),
        Choices(preset=CUSTOM, base_url="http://llm.intranet.example:8001/v1"),
        Choices(preset=CUSTOM, base_url="https://llm.intranet.example:8000/v1"),
        Choices(preset=CUSTOM, base_url="http://llm.intranet.example:8000@127.0.0.1/v1"),
        Choices(preset=CUSTOM, base_url="http://169.254.169.254/v1"),
        Choices(preset="deepseek", base_url="http://10.0.0.1/v1"),
    ):
        with pytest.raises(ConfigurationError, match=r"单位共用的服务|不能带密钥"):
            choose_target(given, refused)


def test_without_a_list_providers_are_offered_but_only_as_machines_of_the_internet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = settings(monkeypatch, base_url=INSIDE)
    assert offered_addresses(given) == ()
    provider = choose_target(given, Choices(preset="deepseek"))
    own = resolve_target(given)
    assert provider is not None
    assert own is not None
    assert (provider.reach, own.reach) == (Reach.PUBLIC, Reach.LISTED)


def test_a_list_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    given = settings(monkeypatch, endpoints="deepseek, llm.intranet.example")
    with pytest.raises(ConfigurationError, match="SUMMARIZER_ENDPOINTS"):
        offered_presets(given)


def test_one_person_may_use_any_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUMMARIZER_DATABASE_URL", raising=False)
    alone = settings(monkeypatch).model_copy(update={"database_url": ""})
    target = choose_target(alone, Choices(preset=CUSTOM, base_url="http://127.0.0.1:9/v1"))
    assert target is not None
    assert target.reach is Reach.ANY


# Requests


def answer(target: Target) -> str:
    endpoint = ChatEndpoint(target, backoff=Backoff(tries=1))
    try:
        return "".join(endpoint.stream(PROMPT, max_tokens=64))
    finally:
        endpoint.close()


def at(base_url: str, model: str, reach: Reach = Reach.ANY) -> Target:
    return Target(base_url=base_url, model=model, key=SecretStr(KEY), reach=reach)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"])
def test_a_name_of_the_servers_own_network_is_not_even_asked(llm_server: LlmServer, host: str) -> None:
    model = f"faithful@inside-{host.strip('[]').replace(':', '-')}"
    target = at(f"http://{host}:{llm_server.port}/v1", model, Reach.PUBLIC)
    with pytest.raises(ForbiddenAddressError, match="服务器内部的网络"):
        answer(target)
    assert llm_server.log(model) == []
    assert not check_target(target).is_ok


@pytest.mark.parametrize("reach", [Reach.LISTED, Reach.ANY])
def test_a_listed_endpoint_of_the_own_network_answers(llm_server: LlmServer, reach: Reach) -> None:
    assert answer(at(llm_server.base_url, f"faithful@{reach}", reach))


@pytest.fixture
def leading_to() -> Iterator[Callable[[str], str]]:
    """Starts a server that sends everybody elsewhere; its base URL."""
    servers: list[ThreadingHTTPServer] = []

    def start(elsewhere: str) -> str:
        class Leading(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(307)
                self.send_header("Location", elsewhere)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
                """Says nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Leading)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/v1"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("reach", list(Reach))
def test_a_redirection_to_another_server_is_not_followed(
    llm_server: LlmServer, leading_to: Callable[[str], str], reach: Reach
) -> None:
    model = f"faithful@led-{reach}"
    base_url = leading_to(f"{llm_server.base_url}/chat/completions")
    with pytest.raises((WrongAddressError, ForbiddenAddressError)):
        answer(at(base_url, model, reach))
    assert llm_server.log(model) == []
