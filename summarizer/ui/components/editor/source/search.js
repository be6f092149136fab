// 查找和替换 inside the text in hand.
import { closeHistory } from "prosemirror-history";
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { button, make } from "./elements.js";
import { positionOf } from "./positions.js";
import { textOf } from "./schema.js";

const searchKey = new PluginKey("search");

// The UTF-16 offsets of `words` in `text`, case-blind, not overlapping.
export function occurrences(text, words) {
  // Lowering may change the length of rare letters; then the text is searched as it is.
  const low = text.toLowerCase();
  const [hay, needle] = low.length === text.length ? [low, words.toLowerCase()] : [text, words];
  const found = [];
  if (needle) for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + needle.length)) found.push(at);
  return found;
}

export function searchPlugin() {
  return new Plugin({
    key: searchKey,
    state: {
      init: () => ({ words: "", found: [] }),
      apply(tr, old) {
        const words = tr.getMeta(searchKey) ?? old.words;
        if (words === old.words && !tr.docChanged) return old;
        return { words, found: spansOf(tr.doc, words) };
      },
    },
    props: {
      decorations(state) {
        const { from, to } = state.selection;
        const spans = searchKey.getState(state).found;
        const look = (one) => (one.from === from && one.to === to ? "found here" : "found");
        return DecorationSet.create(
          state.doc,
          spans.map((one) => Decoration.inline(one.from, one.to, { class: look(one) })),
        );
      },
    },
  });
}

function spansOf(doc, words) {
  const at = (unit) => positionOf(doc, unit);
  return occurrences(textOf(doc), words).map((unit) => ({ from: at(unit), to: at(unit + words.length) }));
}

export class SearchBar {
  constructor(view, changed) {
    this.view = view;
    this.changed = changed;
    const field = (label, enter) =>
      make("input", { type: "text", "aria-label": label, placeholder: label, spellcheck: "false", onkeydown: enter });
    this.words = field("查找", (event) => this.pressed(event, (back) => this.step(back ? -1 : 1)));
    this.words.addEventListener("input", () => this.look());
    this.other = field("替换为", (event) => this.pressed(event, () => this.replace()));
    this.count = make("span", { class: "count", "aria-live": "polite" });
    this.second = make(
      "span",
      { class: "replacing" },
      this.other,
      button("替换", () => this.replace()),
      button("全部替换", () => this.replaceAll()),
    );
    this.element = make(
      "div",
      { class: "search", role: "search", "aria-label": "查找和替换", hidden: true },
      this.words,
      this.count,
      button("上一个", () => this.step(-1)),
      button("下一个", () => this.step(1)),
      this.second,
      button("关闭", () => this.close(), { class: "link" }),
    );
  }

  open(replacing) {
    const { from, to } = this.view.state.selection;
    const selected = this.view.state.doc.textBetween(from, to, "\n");
    if (selected && !selected.includes("\n")) this.words.value = selected;
    this.element.hidden = false;
    this.second.hidden = !(replacing && this.view.editable);
    this.look();
    this.words.focus();
    this.words.select();
  }

  close() {
    this.element.hidden = true;
    this.tell("");
    this.view.focus();
  }

  pressed(event, enter) {
    if (event.isComposing) return;
    if (event.key === "Enter") enter(event.shiftKey);
    else if (event.key === "Escape") this.close();
    else if (event.key.toLowerCase() === "h" && event.ctrlKey) this.open(true);
    else if (event.key.toLowerCase() === "f" && event.ctrlKey) this.words.select();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  get found() {
    return searchKey.getState(this.view.state).found;
  }

  tell(words) {
    this.view.dispatch(this.view.state.tr.setMeta(searchKey, words));
  }

  look() {
    this.tell(this.words.value);
    this.say();
  }

  say() {
    const { from, to } = this.view.state.selection;
    const here = this.found.findIndex((one) => one.from === from && one.to === to) + 1;
    const all = this.found.length;
    this.count.textContent = !this.words.value ? "" : all ? `${here || "共"}${here ? "/" : " "}${all}${here ? "" : " 处"}` : "没有找到";
  }

  step(direction) {
    const { from, to } = this.view.state.selection;
    const after = this.found.filter((one) => one.from >= to && (one.from > from || one.to > to));
    const before = this.found.filter((one) => one.to <= from);
    const next = direction > 0 ? (after[0] ?? this.found[0]) : (before[before.length - 1] ?? this.found[this.found.length - 1]);
    if (next) this.select(next);
    this.say();
  }

  select({ from, to }) {
    const { state } = this.view;
    this.view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, from, to)).scrollIntoView());
    this.changed();
  }

  replace() {
    const { from, to } = this.view.state.selection;
    const here = this.found.find((one) => one.from === from && one.to === to);
    if (here && this.view.editable) this.view.dispatch(this.view.state.tr.insertText(this.other.value, from, to));
    this.step(1);
  }

  replaceAll() {
    if (!this.view.editable) return;
    const all = this.found;
    // From the end, so that the earlier places stay where they are; one transaction, so one undo.
    const tr = all.reduceRight((so, one) => so.insertText(this.other.value, one.from, one.to), this.view.state.tr);
    if (all.length) this.view.dispatch(closeHistory(tr));
    this.count.textContent = all.length ? `已替换 ${all.length} 处` : "没有找到";
  }
}
