"""Typing in the workbench: how soon the marks of the check stand in the text, and how soon a document opens.

    python -m benchmarks.editing

A document of 10 sections and 5,000 字 with 50 versions of each section is opened in Chromium. Again and again
a sentence with an invented figure is typed amid a section. Milliseconds run, in the browser, from the last
key to the mark; the editor waits for the typist to pause before it asks, and the figures are printed without
that pause, too. Needs Chromium and playwright. What else the computer does (its load) is printed beside.
"""

import os
import shutil
import statistics
import time
from typing import Final

from playwright.sync_api import Page, sync_playwright

from benchmarks.load.servers import App, running_apps
from summarizer.domain import Document, Fact, Origin, Period, Section, Topic, UnitKind
from summarizer.store import open_store

SECTIONS: Final = 10
SECTION_CHARS: Final = 500
VERSIONS: Final = 50
EDITS: Final = 60
OPENINGS: Final = 5
MORE_SESSIONS: Final = 5
PAUSE_MS: Final = 300  # source/saving.js, PAUSE_MS
RESTING: Final = "[data-testid=stApp][data-test-script-state=notRunning]"
FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
# The editor lives in a shadow root; the clock is read in the frame that draws the mark.
# The last character of a mark carries its sign and is an element of its own.
WATCH: Final = """(editor, figure) => {
  const root = editor.getRootNode();
  const whole = (one) => one.textContent + (one.nextElementSibling?.textContent ?? "");
  const marked = () => [...root.querySelectorAll(".mark.error")].some((one) => whole(one) === figure);
  return new Promise((resolve) => {
    const begin = () => {
      const started = performance.now();
      const look = () => (marked() ? resolve(performance.now() - started) : requestAnimationFrame(look));
      look();
    };
    editor.addEventListener("beforeinput", begin, { once: true, capture: true });
  });
}"""
ACTS: Final = (
    "走访慰问困难职工家庭{}户，当面了解治疗和生活上的困难",
    "举办岗位技能培训班{}期，请一线师傅讲操作要领和安全规程",
    "为户外作业班组发放清凉用品{}份，把防暑药品送到作业点上",
    "调解劳动争议{}件，双方都在调解书上签字",
    "办理职工互助保障手续{}份，随报随办并上门收取材料",
    "组织职工代表巡视食堂和宿舍{}次，把看到的问题交给责任部门",
)


def main() -> None:
    """Prints the medians and the 90th percentiles."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("Chromium is not installed")
    with running_apps(1, database="sqlite", model="") as (apps, url), sync_playwright() as playwright:
        document = _stored(url)
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
        page.set_default_timeout(60_000)
        idle_mb = apps[0].rss_mb
        _open(page, apps[0], document)
        first_mb = apps[0].rss_mb
        for _ in range(MORE_SESSIONS):
            _open(browser.new_context().new_page(), apps[0], document)
        each_mb = (apps[0].rss_mb - first_mb) / MORE_SESSIONS
        marks = sorted(_typed(page, number) for number in range(EDITS))
        opened = sorted(_opened(page) for _ in range(OPENINGS))
        chars = sum(len(one.text) for one in document.sections)
        print(f"{SECTIONS} sections, {chars:,} 字, {VERSIONS} versions each, load {_load()}")
        _say("last key to mark", marks)
        _say(f"the same without the pause of {PAUSE_MS} ms", [one - PAUSE_MS for one in marks])
        _say("click on a document to its text", opened)
        print(f"memory before any session: {idle_mb:.0f} MB; with one, its code loaded: {first_mb:.0f} MB")
        print(f"each of {MORE_SESSIONS} more sessions: {each_mb:.1f} MB; in the end {apps[0].rss_mb:.0f} MB")


def _stored(url: str) -> Document:
    """A document as long clerks' work leaves it, put straight into the database of the app."""
    with open_store(url) as store:
        made = store.create_document(_blank())
        for section in made.sections:
            written, revision = _prose(section), section.revision
            for number in range(VERSIONS, 0, -1):
                text = written[: len(written) - number % 40]
                revision = store.save_text(section.id, text, Origin.EDIT, revision=revision).revision
            store.save_text(section.id, written, Origin.EDIT, revision=revision)
        return store.load_document(made.id)


def _blank() -> Document:
    sections = tuple(_section(number) for number in range(SECTIONS))
    return Document(
        id="bench",
        title="示例街道工会2024年工作总结",
        unit="示例街道工会",
        kind=UnitKind.COMMUNITY,
        period=Period(year=2024),
        sections=sections,
    )


def _section(number: int) -> Section:
    acts = [ACTS[(number + at) % len(ACTS)].format(10 * number + at + 2) for at in range(6)]
    return Section(
        id=f"bench-{number}",
        heading=f"第{number + 1}项工作",
        topic=Topic.WELFARE,
        facts=tuple(Fact(id=f"bench-{number}-{at}", text=text) for at, text in enumerate(acts)),
    )


def _prose(section: Section) -> str:
    """Official prose from the section's own facts, again and again until it is long enough."""
    lines = [f"工会把这项工作放在心上，{fact.text}，让职工感受到组织的关心。" for fact in section.facts]
    text = ""
    while len(text) < SECTION_CHARS:
        text += lines[len(text) % len(lines)]
    return text[: text.rindex("。") + 1]


def _open(page: Page, app: App, document: Document) -> None:
    page.goto(f"{app.address}/desk?doc={document.id}")
    page.locator(".ProseMirror").first.wait_for()
    page.locator(RESTING).wait_for()


def _typed(page: Page, number: int) -> float:
    """Milliseconds from the last key of a sentence typed amid the text to the mark on its figure."""
    figure = f"{7000 + number}人"
    editor = page.locator(".ProseMirror").first
    editor.click(position={"x": 120, "y": 30 + 24 * (number % 8)})
    page.keyboard.press("End")
    page.keyboard.type(f"又有{figure[:-1]}")
    editor.evaluate(f"(editor, figure) => {{ window.taken = ({WATCH})(editor, figure); }}", figure)
    page.keyboard.type(figure[-1])
    taken = float(page.evaluate("() => window.taken"))
    page.keyboard.press("Control+z")
    page.wait_for_timeout(PAUSE_MS * 3)
    return taken


def _opened(page: Page) -> float:
    page.get_by_role("link", name="我的总结").click()
    card = page.get_by_role("button", name="示例街道工会2024年工作总结").first
    card.wait_for()
    page.locator(RESTING).wait_for()
    started = time.perf_counter()
    card.click()
    page.locator(".ProseMirror").first.wait_for()
    return (time.perf_counter() - started) * 1000


def _say(what: str, milliseconds: list[float]) -> None:
    tenth = statistics.quantiles(milliseconds, n=10)[-1]
    print(f"{what}: median {statistics.median(milliseconds):.0f} ms, p90 {tenth:.0f} ms")


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


if __name__ == "__main__":
    main()
