"""The child process: `python -m summarizer.drafting.local.server` serves one GGUF file on loopback.

It reads its configuration as one line of JSON from standard input, so that the key is on no command line,
and answers with one line of JSON on standard output:

    {"gguf": …, "key": …, "context": 4096, "slots": 2, "threads": 0, "load_timeout_s": 600}
    {"event": "ready", "address": "http://127.0.0.1:41234"}    or    {"event": "failed", "reason": …}

`reason` is `not_installed` or `load`. It ends when its standard input does: the parent holds the other end
open and needs not even be alive to let go of it.
"""

import faulthandler
import json
import os
import signal
import sys
import threading
from collections.abc import Mapping
from importlib import import_module
from typing import IO, Any, Final, NoReturn

LOOPBACK: Final = "127.0.0.1"
_CACHE_MIB: Final = 512


def main() -> None:
    """Serves until standard input ends."""
    # A Ctrl+C in the terminal reaches every process of the group; the parent decides when this one ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    events = _own_output()
    configuration = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    # The engine holds the interpreter's lock while it loads: only this watchdog, which needs no lock, ends a
    # process that hangs there after its parent has gone.
    faulthandler.dump_traceback_later(configuration["load_timeout_s"], exit=True)
    try:
        server = load(configuration)
    except ImportError:
        _fail(events, "not_installed")
    except (RuntimeError, MemoryError, OSError):
        _fail(events, "load")
    faulthandler.cancel_dump_traceback_later()
    _tell(events, event="ready", address=server.listening_address)
    threading.Event().wait()


def load(configuration: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the optional library has no types
    """The engine's server, listening; loading takes seconds to minutes.

    Raises:
        ImportError: xllamacpp is not installed.
        RuntimeError: the file cannot be loaded.
    """
    # Otherwise waiting threads spin: one token a second instead of ten on a busy computer.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    xllamacpp: Any = import_module("xllamacpp")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = configuration["gguf"]
    parameters.hostnames, parameters.port = [LOOPBACK], 0
    parameters.api_keys = [configuration["key"]]
    parameters.n_parallel = configuration["slots"]
    parameters.n_ctx = configuration["context"] * configuration["slots"]
    parameters.offline, parameters.ui, parameters.endpoint_slots = True, False, False
    parameters.verbosity = 1
    # Prompts that begin alike are kept in memory, by default 8 GB of them: more than most computers have.
    parameters.cache_ram_mib = _CACHE_MIB
    if configuration["threads"]:
        parameters.cpuparams.n_threads = configuration["threads"]
        parameters.cpuparams_batch.n_threads = configuration["threads"]
    return xllamacpp.Server(parameters)


def _own_output() -> IO[str]:
    """The pipe to the parent, which nothing the engine prints can reach."""
    pipe = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return pipe


def _fail(events: IO[str], reason: str) -> NoReturn:
    _tell(events, event="failed", reason=reason)
    # What is left of a half-loaded engine may hang when the interpreter takes it down.
    os._exit(1)


def _tell(events: IO[str], **event: str) -> None:
    events.write(json.dumps(event) + "\n")
    events.flush()


def _end_with_parent() -> None:
    while sys.stdin.readline():
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
