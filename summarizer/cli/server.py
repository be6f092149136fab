"""Starting the web app on this computer."""

import errno
import os
import runpy
import socket
import sys
import threading
import time
import webbrowser
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from summarizer.errors import ConfigurationError, InputError, PortInUseError

_OPTIONS: Final = (
    ("--runner.fastReruns", "false"),
    ("--runner.postScriptGC", "false"),
    ("--server.headless", "true"),
    ("--server.showEmailPrompt", "false"),
    ("--server.fileWatcherType", "none"),
    ("--server.enableCORS", "true"),
    ("--server.enableXsrfProtection", "true"),
    ("--server.enableAgentApi", "false"),
    ("--logger.level", "warning"),
    ("--logger.hideWelcomeMessage", "true"),
    ("--browser.gatherUsageStats", "false"),
    ("--client.toolbarMode", "minimal"),
    ("--client.showErrorDetails", "none"),
)
_START_S: Final = 30.0


def check_port(host: str, port: int) -> None:
    """Passes when the web app can listen there.

    Raises:
        PortInUseError: another program has the port, or it is reserved.
        InputError: there is no such address or port.
    """
    if not 1 <= port <= 65535:
        message = f"没有 {port} 这个端口"
        raise InputError(message, hint="端口是1到65535的整数。")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                # A port this program has just left may be taken again, as the web server itself does.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
            message = f"这台电脑没有“{host}”这个地址"
            raise InputError(message, hint="只在本机使用时不必写 --host。") from error
        message = f"端口 {port} 已被别的程序占用，或者系统不允许使用"
        raise PortInUseError(message) from error


def script() -> Path:
    """The server: the package's own with its routes, else the pages alone, `app.py` of the source tree.

    Raises:
        ConfigurationError: the installation lacks it.
    """
    package = find_spec("summarizer")
    root = Path(package.origin).parent if package is not None and package.origin else Path()
    for candidate in (root / "ui" / "service.py", root.parent / "app.py"):
        if candidate.is_file():
            return candidate
    message = "安装不完整，找不到网页程序"
    raise ConfigurationError(message, hint="请重新安装 summarizer。")


def run(*, host: str, port: int, opens_browser: bool) -> int:
    """Runs the web app in this process until it is stopped; its exit code.

    Raises:
        PortInUseError, InputError, ConfigurationError: it cannot be started.
    """
    check_port(host, port)
    arguments = ["streamlit", "run", str(script()), "--server.port", str(port), "--server.address", host]
    arguments += [word for option in _OPTIONS for word in option]
    if opens_browser and _has_screen():
        threading.Thread(target=_open_when_ready, args=(host, port), daemon=True).start()
    # In this process, not a child: whoever ends `summarizer serve` ends the server, on Windows too.
    sys.argv = arguments
    try:
        runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    return 0


def address_of(host: str, port: int) -> str:
    """The address to type into a browser on this computer."""
    name = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"


def _has_screen() -> bool:
    """False on a server without a desktop, where `webbrowser` would start a browser inside the terminal."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_when_ready(host: str, port: int) -> None:
    address = address_of(host, port)
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.3)
        else:
            webbrowser.open(address)
            return
