// The list of sections. Rows are buttons; dragging one, or Alt+Shift+↑↓ on it, moves its section; a fact dragged
// from the facts pane can be dropped on a row. Alt+↑↓ anywhere on the page opens the section above or below.
const FACT = "application/x-summarizer-fact";
const SECTION = "application/x-summarizer-section";

function element(tag, look, text) {
  const made = document.createElement(tag);
  if (look) made.className = look;
  if (text) made.textContent = text;
  return made;
}

function grown(row) {
  const line = element("li", row.here ? "here" : "");
  line.dataset.id = row.id;
  const button = element("button", "open");
  button.type = "button";
  button.title = `${row.heading}（${row.state}）`;
  if (row.here) button.setAttribute("aria-current", "true");
  const mark = element("span", "mark", row.mark);
  mark.setAttribute("aria-label", row.state);
  button.append(mark, element("span", "heading", row.heading));
  if (row.tag) {
    const tag = element("span", "tag", row.tag);
    tag.setAttribute("aria-hidden", "true");
    button.append(tag);
  }
  button.append(element("span", "length", row.length));
  line.append(button);
  line.draggable = !row.fixed;
  if (typeof row.share === "number") {
    const bar = element("div", "progress");
    bar.setAttribute("role", "progressbar");
    bar.setAttribute("aria-label", row.state);
    bar.setAttribute("aria-valuenow", String(Math.round(row.share * 100)));
    bar.style.setProperty("--share", String(row.share));
    line.append(bar);
  }
  return line;
}

// Whether the focus is in the manuscript, which stands in a shadow tree of its own.
function isWriting() {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return Boolean(at?.isContentEditable);
}

// Before which row a section dropped at `y` would stand, counted without the row that is dragged.
function placeAt(list, y, dragged) {
  const others = [...list.children].filter((line) => line !== dragged);
  const at = others.findIndex((line) => {
    const box = line.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  return at < 0 ? others.length : at;
}

class Outline {
  constructor(nav) {
    this.list = nav.querySelector("ol");
    this.said = nav.querySelector("p");
    this.stopped = new AbortController();
    const heard = { signal: this.stopped.signal };
    this.list.addEventListener("click", (event) => this.open(event.target.closest("li")?.dataset.id), heard);
    this.list.addEventListener("keydown", (event) => this.pressed(event), heard);
    this.list.addEventListener("dragstart", (event) => this.grab(event), heard);
    this.list.addEventListener("dragover", (event) => this.hover(event), heard);
    this.list.addEventListener("dragleave", () => this.clear(), heard);
    this.list.addEventListener("dragend", () => this.clear(), heard);
    this.list.addEventListener("drop", (event) => this.drop(event), heard);
    document.addEventListener("keydown", (event) => this.step(event), heard);
  }

  draw(rows) {
    const drawn = JSON.stringify(rows);
    if (this.drawn === drawn) return;
    this.drawn = drawn;
    this.rows = rows;
    const focused = this.list.getRootNode().activeElement?.closest?.("li")?.dataset.id;
    this.list.replaceChildren(...rows.map(grown));
    if (focused) this.line(focused)?.querySelector("button").focus();
  }

  line(id) {
    return [...this.list.children].find((line) => line.dataset.id === id);
  }

  open(id) {
    if (id) this.send(["open", id]);
  }

  step(event) {
    if (!event.altKey || event.shiftKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const here = this.rows.findIndex((row) => row.here);
    const next = step && this.rows[here + step];
    if (!next) return;
    event.preventDefault();
    // Whoever was writing goes on writing in the next section: its editor looks for this when it comes.
    if (isWriting()) document.body.dataset.summarizerWriting = next.id;
    this.open(next.id);
  }

  pressed(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const id = event.target.closest("li")?.dataset.id;
    const at = this.rows.findIndex((row) => row.id === id);
    if (!step || at < 0) return;
    if (event.altKey && event.shiftKey) {
      event.preventDefault();
      const place = at + step;
      const blocked = this.rows[at].fixed || this.rows[place]?.fixed || place < 0 || place >= this.rows.length;
      if (blocked) return;
      this.said.textContent = `已移到第${place + 1}位`;
      this.send(["move", id, place]);
    } else if (!event.altKey && this.rows[at + step]) {
      event.preventDefault();
      this.list.children[at + step].querySelector("button").focus();
    }
  }

  grab(event) {
    this.dragged = event.target.closest("li");
    event.dataTransfer.setData(SECTION, this.dragged.dataset.id);
    event.dataTransfer.effectAllowed = "move";
  }

  hover(event) {
    const kinds = event.dataTransfer.types;
    if (!kinds.includes(FACT) && !kinds.includes(SECTION)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    this.mark(kinds.includes(FACT) ? event.target.closest("li") : null, event.clientY, kinds.includes(SECTION));
  }

  mark(target, y, ordering) {
    for (const line of this.list.children) line.classList.remove("take", "before", "after");
    target?.classList.add("take");
    if (!ordering) return;
    const others = [...this.list.children].filter((line) => line !== this.dragged);
    const at = placeAt(this.list, y, this.dragged);
    if (at < others.length) others[at].classList.add("before");
    else others.at(-1)?.classList.add("after");
  }

  clear() {
    this.mark(null, 0, false);
  }

  drop(event) {
    event.preventDefault();
    this.clear();
    const fact = event.dataTransfer.getData(FACT);
    const target = event.target.closest("li")?.dataset.id;
    if (fact && target) return this.send(["take", target, fact]);
    const moved = event.dataTransfer.getData(SECTION);
    const from = this.rows.findIndex((row) => row.id === moved);
    if (from < 0) return;
    const place = placeAt(this.list, event.clientY, this.line(moved));
    if (place !== from) this.send(["move", moved, place]);
  }
}

const outlines = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const nav = parentElement.querySelector("nav");
  if (!outlines.has(nav)) outlines.set(nav, new Outline(nav));
  const outline = outlines.get(nav);
  outline.send = (act) => setTriggerValue("act", act);
  outline.draw(data.rows);
  return () => {
    outline.stopped.abort();
    outlines.delete(nav);
  };
}
