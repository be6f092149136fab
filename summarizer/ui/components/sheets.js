// Fills A4 pages with blocks: a paragraph that does not fit is cut between two of its lines, a table between
// two of its rows, a heading goes along with what follows, and a sign-off never stands alone (7.3.5.5).
const HEADINGS = { 1: "h3", 2: "h4", 3: "h5", 4: "h6" };
const TOLERANCE_PX = 0.5;

function element(tag, look, text) {
  const made = document.createElement(tag);
  if (look) made.className = look;
  if (text !== undefined) made.textContent = text;
  return made;
}

function grown(block) {
  switch (block.kind) {
    case "title": {
      const title = element("h2", "title");
      block.lines.forEach((line, at) => title.append(...(at ? [element("br")] : []), line));
      return title;
    }
    case "blank":
      return element("p", "blank", "\u00a0");
    case "heading":
      return element(HEADINGS[block.level] ?? "h6", "heading", block.text);
    case "signed":
    case "note": {
      const line = element("p", block.kind, block.text);
      line.style.paddingLeft = block.left;
      return line;
    }
    case "recipient":
    case "attachment":
      return element("p", block.kind, block.text);
    default:
      return paragraph(block.text, block.lead ?? 0);
  }
}

// A body paragraph whose first `lead` UTF-16 units are a run-in heading.
function paragraph(text, lead, look = "body") {
  const made = element("p", look);
  if (lead) made.append(element("span", "lead", text.slice(0, lead)));
  made.append(text.slice(lead));
  made.dataset.lead = String(lead);
  return made;
}

class Pages {
  constructor(root) {
    this.root = root;
    this.count = 0;
    this.turn();
  }

  turn() {
    this.count += 1;
    const sheet = element("article", `sheet ${this.count % 2 ? "odd" : "even"}`);
    sheet.setAttribute("aria-label", `第${this.count}页`);
    this.area = element("div", "type-area");
    const number = element("div", "page-number", `— ${this.count} —`);
    number.setAttribute("aria-hidden", "true");
    sheet.append(this.area, number);
    this.root.append(sheet);
  }

  bottom() {
    return this.area.getBoundingClientRect().bottom + TOLERANCE_PX;
  }

  fits(one) {
    return one.getBoundingClientRect().bottom <= this.bottom();
  }

  // A new page that begins with the headings at the end of the present one.
  turnWithHeadings(keeps) {
    const moved = [];
    while (keeps && this.area.lastElementChild?.dataset.keep && this.area.children.length > 1) {
      moved.unshift(this.area.lastElementChild);
      moved[0].remove();
    }
    this.turn();
    this.area.append(...moved);
  }

  place(block) {
    if (block.kind === "table") return this.placeTable(block);
    if (block.kind === "attachment" && this.area.children.length) this.turn();
    const one = grown(block);
    if (block.kind === "heading" || block.kind === "title") one.dataset.keep = "next";
    if (block.ends) one.dataset.ends = "sign-off";
    this.area.append(one);
    if (this.fits(one)) return;
    if (block.kind === "paragraph") this.split(one);
    else if (block.kind === "blank" && !block.ends) one.remove();
    else {
      one.remove();
      this.turnWithHeadings(true);
      this.area.append(one);
    }
  }

  // Cuts a paragraph at the end of the page, as often as it takes.
  split(one) {
    const cut = lineBreakBefore(one, this.bottom());
    const isAlone = one === this.area.firstElementChild;
    if (cut === 0) {
      if (isAlone) return;
      one.remove();
      this.turnWithHeadings(true);
      this.area.append(one);
      if (!this.fits(one)) this.split(one);
      return;
    }
    const rest = cutAt(one, cut);
    this.turn();
    this.area.append(rest);
    if (!this.fits(rest)) this.split(rest);
  }

  placeTable(block) {
    const [head, ...rows] = block.rows;
    const begin = () => {
      const table = element("table");
      table.append(rowOf(head, "th"));
      this.area.append(table);
      return table;
    };
    if (block.caption) {
      const caption = element("p", "caption", block.caption);
      caption.dataset.keep = "next";
      this.area.append(caption);
    }
    let table = begin();
    if (!this.fits(table)) {
      table.remove();
      this.turnWithHeadings(true);
      table = begin();
    }
    for (const cells of rows) {
      const row = rowOf(cells, "td");
      table.append(row);
      if (this.fits(row) || table.rows.length === 2) continue;
      row.remove();
      this.turn();
      table = begin();
      table.append(row);
    }
  }

  // Takes the last lines of the text along when the last page would hold the sign-off only.
  accompanySignOff() {
    const first = this.area.firstElementChild;
    if (!first?.dataset.ends) return;
    const before = this.root.children[this.count - 2]?.querySelector(".type-area").lastElementChild;
    if (!before || before.tagName !== "P" || before.className.includes("blank")) return;
    const lines = linesOf(before);
    const top = lines.length > 3 ? lines[lines.length - 2].top : 0;
    const cut = top ? lineBreakBefore(before, top + 1) : 0;
    if (cut > 0) this.area.prepend(cutAt(before, cut));
    else this.area.prepend(before);
  }
}

function rowOf(cells, tag) {
  const row = element("tr");
  row.append(...cells.map((cell) => element(tag, "", cell)));
  return row;
}

// The rest of a paragraph from a UTF-16 offset on, taken out of it.
function cutAt(one, offset) {
  const text = one.textContent;
  const lead = Number(one.dataset.lead ?? 0);
  const isRest = one.classList.contains("rest");
  const kept = paragraph(text.slice(0, offset), Math.min(lead, offset), isRest ? "body rest cut" : "body cut");
  one.replaceChildren(...kept.childNodes);
  one.className = kept.className;
  return paragraph(text.slice(offset), Math.max(0, lead - offset), "body rest");
}

function rectAt(one, offset) {
  const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
  let text = texts.nextNode();
  while (offset >= text.length) {
    offset -= text.length;
    text = texts.nextNode();
  }
  const range = document.createRange();
  range.setStart(text, offset);
  range.setEnd(text, offset + 1);
  return range.getBoundingClientRect();
}

function linesOf(one) {
  const range = document.createRange();
  range.selectNodeContents(one);
  return [...range.getClientRects()];
}

// The UTF-16 offset of the first character whose line reaches below `bottom`, 0 when that is the first line.
function lineBreakBefore(one, bottom) {
  const text = one.textContent;
  const box = one.getBoundingClientRect();
  const height = Number.parseFloat(getComputedStyle(one).lineHeight);
  const fitting = Math.floor((bottom - box.top) / height);
  if (fitting < 1) return 0;
  const limit = box.top + fitting * height;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const rect = rectAt(one, middle);
    if ((rect.top + rect.bottom) / 2 < limit) low = middle + 1;
    else high = middle;
  }
  const isLowSurrogate = low < text.length && (text.charCodeAt(low) & 0xfc00) === 0xdc00;
  return isLowSurrogate ? low - 1 : low;
}

function lay(root, data) {
  root.style.zoom = "1";
  for (const [name, length] of Object.entries(data.measures)) root.style.setProperty(`--${name}`, length);
  root.replaceChildren();
  const pages = new Pages(root);
  for (const block of data.blocks) pages.place(block);
  pages.accompanySignOff();
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".sheets");
  const drawn = JSON.stringify([data.blocks, data.measures]);
  if (root.dataset.drawn !== drawn) {
    lay(root, data);
    root.dataset.drawn = drawn;
    root.dataset.pages = String(root.children.length);
  }
  root.style.zoom = String(data.zoom);
}
