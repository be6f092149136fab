// The menu on a selection, and the new wording that comes back: shown as a diff, taken or left by the user.
import { closeHistory } from "prosemirror-history";
import { TextSelection } from "prosemirror-state";
import { button, make, place } from "./elements.js";
import { marksKey, tellMarks } from "./marks.js";
import { pointsBetween, positionOf, unitAt } from "./positions.js";
import { textOf } from "./schema.js";

export class Rewriting {
  constructor(view, frame, act) {
    this.view = view;
    this.frame = frame;
    this.act = act;
    this.count = 0;
    this.manners = [];
    this.asked = null;
    this.menu = make("div", { class: "menu", role: "toolbar", "aria-label": "改写所选文字", hidden: true });
    this.offer = make("div", { class: "offer", role: "dialog", "aria-label": "改写结果", hidden: true });
    for (const box of [this.menu, this.offer]) box.addEventListener("keydown", (event) => this.key(event));
  }

  // manners: [{ name, label, asks, off }], `asks` for the user's own wish; `off` says why one cannot be used.
  know(manners) {
    const drawn = JSON.stringify(manners);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.manners = manners;
    this.choices();
  }

  choices() {
    const kids = this.manners.map(({ name, label, asks, off }) =>
      button(label, () => (off ? null : asks ? this.wish(name) : this.ask(name, "")), {
        title: off || false,
        "aria-disabled": off ? "true" : "false",
        "aria-description": off || false,
      }),
    );
    const reasons = new Set(this.manners.map((one) => one.off).filter(Boolean));
    this.menu.replaceChildren(...kids, ...[...reasons].map((reason) => make("p", { class: "small muted" }, reason)));
  }

  wish(manner) {
    const ask = () => field.value.trim() && this.ask(manner, field.value.trim());
    const field = make("input", {
      type: "text",
      "aria-label": "自定义要求",
      placeholder: "例如：突出成效，不超过60字",
      maxlength: "300",
      onkeydown: (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        ask();
      },
    });
    this.menu.replaceChildren(field, button("改写", ask), button("返回", () => this.choices(), { class: "link" }));
    field.focus();
  }

  // After every change of the selection.
  follow() {
    const { selection, doc } = this.view.state;
    const chosen = doc.textBetween(selection.from, selection.to, "\n").trim();
    const free = this.view.editable && this.view.hasFocus() && !this.asked && this.offer.hidden;
    if (!chosen || !free) return this.hide();
    const { left } = this.view.coordsAtPos(selection.from, 1);
    const { top } = this.view.coordsAtPos(selection.from, 1);
    const { bottom } = this.view.coordsAtPos(selection.to, -1);
    place(this.menu, this.frame, { left, top, bottom }, { above: true });
  }

  // Unless the focus has gone into the menu itself.
  hide(into = null) {
    if (this.menu.hidden || this.menu.contains(into)) return;
    this.choices();
    this.menu.hidden = true;
  }

  openMenu() {
    if (this.menu.hidden) return false;
    this.menu.querySelector("button")?.focus();
    return true;
  }

  ask(manner, instruction) {
    const { state } = this.view;
    const { from, to } = trimmed(state);
    if (from >= to) return;
    const text = textOf(state.doc);
    const quote = state.doc.textBetween(from, to, "\n");
    this.asked = { id: `${Date.now().toString(36)}-${(this.count += 1)}`, quote };
    tellMarks(this.view, { waiting: { from, to } });
    this.hide();
    this.draw([make("p", { class: "muted", role: "status" }, "正在改写……您可以继续写别处。"), this.buttons([])]);
    this.act("rewrite", { id: this.asked.id, manner, instruction, ...pointsBetween(state.doc, text, from, to) });
    this.view.focus();
  }

  // What the server offers: { id, changes, text, notes, engine, problem }.
  answer(offer) {
    if (!offer || !this.asked || offer.id !== this.asked.id || offer === this.asked.offer) return;
    if (this.asked.offer) return;
    this.asked.offer = offer;
    if (offer.problem) return this.draw([make("p", { class: "bad" }, offer.problem), this.buttons([])]);
    const tags = { same: "span", removed: "del", added: "ins" };
    const diff = make("p", { class: "fangsong" }, ...offer.changes.map(([kind, text]) => make(tags[kind], {}, text)));
    const notes = offer.notes.map((note) =>
      make("p", { class: "small" }, make("small", { class: `sign ${note.look}` }, note.sign), ` ${note.message}`),
    );
    const checked = offer.notes.length ? "核查后有这些意见：" : "已核查：数据、名称都有据。";
    const take = button("采用", () => this.take(), { class: "primary" });
    this.draw([diff, make("p", { class: "small muted" }, `${offer.engine}　${checked}`), ...notes, this.buttons([take])]);
    if (this.view.hasFocus()) take.focus();
  }

  buttons(first) {
    return make("div", { class: "buttons" }, ...first, button("不用", () => this.leave()), make("span", { class: "small muted" }, "Esc 恢复原样"));
  }

  draw(kids) {
    this.offer.replaceChildren(...kids);
    const { waiting } = marksKey.getState(this.view.state);
    if (!waiting) return this.leave();
    const { left, top } = this.view.coordsAtPos(waiting.from, 1);
    const { bottom } = this.view.coordsAtPos(waiting.to, -1);
    place(this.offer, this.frame, { left, top, bottom });
  }

  // Only what was selected changes, and only while it still says what was rewritten.
  take() {
    const { state } = this.view;
    const { waiting } = marksKey.getState(state);
    const { quote, offer } = this.asked;
    if (!waiting || state.doc.textBetween(waiting.from, waiting.to, "\n") !== quote) {
      return this.draw([make("p", { class: "bad" }, "所选文字已经改动，没有替换。请重新选中再试。"), this.buttons([])]);
    }
    const tr = insertLines(state.tr, offer.text, waiting.from, waiting.to);
    this.end();
    this.view.dispatch(closeHistory(tr).scrollIntoView());
    this.view.focus();
  }

  leave() {
    const { waiting } = marksKey.getState(this.view.state);
    this.end();
    if (waiting) {
      const { tr, doc } = this.view.state;
      this.view.dispatch(tr.setSelection(TextSelection.create(doc, waiting.from, waiting.to)));
    }
    this.view.focus();
  }

  end() {
    const { id } = this.asked ?? {};
    this.asked = null;
    this.offer.hidden = true;
    tellMarks(this.view, { waiting: null });
    if (id) this.act("rewritten", { id });
  }

  key(event) {
    const buttons = [...event.currentTarget.querySelectorAll("button, input")];
    const at = buttons.indexOf(event.target);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      if (this.offer.hidden) {
        this.hide();
        this.view.focus();
        this.menu.hidden = true;
      } else this.leave();
    } else if (step && event.target.tagName === "BUTTON") buttons[(at + step + buttons.length) % buttons.length].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // Esc in the text: the wording asked for is dropped, or the menu goes.
  escape() {
    if (this.asked) this.leave();
    else if (!this.menu.hidden) this.menu.hidden = true;
    else return false;
    return true;
  }
}

// The selection without space and line breaks at its ends.
function trimmed({ doc, selection }) {
  const text = textOf(doc);
  let [start, end] = [unitAt(doc, selection.from), unitAt(doc, selection.to)];
  while (start < end && /\s/.test(text[start])) start += 1;
  while (start < end && /\s/.test(text[end - 1])) end -= 1;
  return { from: positionOf(doc, start), to: positionOf(doc, end) };
}

// `text` in place of a span; its line breaks become paragraphs.
export function insertLines(tr, text, from, to) {
  const lines = text.split("\n");
  tr.insertText(lines[0], from, to);
  let at = from + lines[0].length;
  for (const line of lines.slice(1)) {
    tr.split(at);
    at += 2;
    tr.insertText(line, at);
    at += line.length;
  }
  return tr.setSelection(TextSelection.create(tr.doc, at));
}
