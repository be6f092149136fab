"""Prints how the app fares under load: `python -m benchmarks.load --users 50 --edits 200`.

Each user opens the app, makes a document, fills in facts, has it drafted by a language model that answers
from the prompt, then types, locks and exports in turn. Seconds are counted from the message sent to the end
of the run it set off, at the websocket: what the browser needs to draw comes on top. At the end every text
that was acknowledged is looked for in the store; exit code 1 when one is missing or anything went wrong.

    --processes 2 --database postgresql     as an organisation runs it; users are spread over the processes
"""

import argparse
import asyncio
import sys
from typing import Final

from benchmarks.load.clerk import Clerk, Habits, at_work
from benchmarks.load.figures import Figures
from benchmarks.load.ledger import Ledger
from benchmarks.load.servers import App, Meter, running_apps
from summarizer.store import open_store

# Not one interaction: how long the model writes is its own affair.
_NOT_INTERACTIVE: Final = ("全文写完",)
_SHOWN: Final = 20


def main() -> int:
    chosen = _arguments()
    habits = Habits(edits=chosen.edits, think_s=chosen.think, edits_per_round=chosen.round)
    ledger, figures = Ledger(), Figures()
    with running_apps(chosen.processes, database=chosen.database, model=chosen.model) as (apps, url):
        _warm(apps)
        meter = Meter(apps)
        addresses = [app.address for app in apps]
        clerks = [
            Clerk(one, address=addresses[one % len(apps)], habits=habits, ledger=ledger, figures=figures)
            for one in range(chosen.users)
        ]
        asyncio.run(at_work(clerks, apart_s=chosen.apart))
        used = meter.used(figures.count(without=_NOT_INTERACTIVE), chosen.users)
        with open_store(url) as store:
            losses = ledger.losses(store)
    setting = f"{chosen.processes} process(es), {chosen.database}, model {chosen.model or 'none'}"
    print(f"{chosen.users} users, think {chosen.think} s, {setting}")
    print(figures.table(without=_NOT_INTERACTIVE))
    print(used)
    print(f"edits: {ledger.sent} sent, {ledger.acknowledged} acknowledged, {len(losses)} lost")
    print(f"errors: {figures.errors.total()}")
    for sentence, count in figures.errors.most_common(_SHOWN):
        print(f"  {count} × {sentence}")
    for loss in losses[:_SHOWN]:
        print(f"  lost ({loss.reason}) in {loss.section_id}: …{loss.text[-30:]}")
    return 1 if losses or figures.errors else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--edits", type=int, default=200, help="typed by each user")
    parser.add_argument("--round", type=int, default=25, help="edits between two exports")
    parser.add_argument("--think", type=float, default=5.0, help="seconds between two things a user does")
    parser.add_argument("--apart", type=float, default=1.0, help="seconds between the first users' arrivals")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--database", default="sqlite", help="sqlite, postgresql, or an address")
    parser.add_argument("--model", default="unhurried", help='of tests/llm_server; "" for the composer')
    return parser.parse_args()


def _warm(apps: list[App]) -> None:
    """What a process loads for its first user is not a matter of how many there are."""
    for app in apps:
        habits = Habits(edits=1, think_s=0.1, sections=1, edits_per_round=1)
        figures = Figures()
        clerk = Clerk(0, address=app.address, habits=habits, ledger=Ledger(), figures=figures)
        asyncio.run(at_work([clerk], apart_s=0))
        for sentence in figures.errors:
            print(f"while warming up: {sentence}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
