// The editor of one section's text. The text on screen belongs to the user: what the server sends replaces it
// only when everything typed here has arrived there.
import { baseKeymap } from "prosemirror-commands";
import { closeHistory, history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { EditorState, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { GOTO, LIGHT, listen, tell } from "../../links.js";
import { Bubble } from "./bubble.js";
import { countChars } from "./counting.js";
import { button, make } from "./elements.js";
import { Help } from "./help.js";
import { marksKey, marksPlugin, placed, sentenceAt, tellMarks } from "./marks.js";
import { linesOf, sliceOf } from "./paste.js";
import { Rewriting } from "./rewriting.js";
import { Saving } from "./saving.js";
import { docOf, textOf } from "./schema.js";
import { SearchBar, searchPlugin } from "./search.js";
import style from "./style.css";
import * as unsaved from "./unsaved.js";

class Desk {
  constructor(root, data) {
    this.section = data.section;
    this.data = data;
    this.page = make("div", { class: "page" });
    this.view = new EditorView(this.page, this.props(data));
    this.saving = new Saving({
      section: data.section,
      revision: data.revision,
      read: () => textOf(this.view.state.doc),
      composing: () => this.view.composing,
      connected: () => this.frame.isConnected,
      send: (name, edit) => this.setStateValue(name, edit),
      changed: () => this.say(),
    });
    this.frame = make("div", { class: "desk" });
    const act = (verb, more) => this.act(verb, more);
    this.bubble = new Bubble(this.view, this.frame);
    this.rewriting = new Rewriting(this.view, this.frame, act);
    this.search = new SearchBar(this.view, () => this.selected());
    this.help = new Help(() => this.view.focus());
    this.bar = make("div", { class: "recovered", role: "status", hidden: true });
    const boxes = [this.bubble.element, this.rewriting.menu, this.rewriting.offer, this.help.element];
    this.frame.append(this.search.element, this.bar, this.page, this.status(), ...boxes);
    root.replaceChildren(make("style", {}, style), this.frame);
    this.hear(root);
    this.lit = "";
    this.left = unsaved.leftOver(data.section);
  }

  props(data) {
    const plugins = [history(), this.keys(), keymap(baseKeymap), marksPlugin(), searchPlugin()];
    return {
      state: EditorState.create({ doc: docOf(data.text), plugins }),
      editable: () => !this.data.locked,
      attributes: (state) => this.attributes(state),
      dispatchTransaction: (tr) => this.dispatched(tr),
      clipboardTextSerializer: (slice) => slice.content.textBetween(0, slice.content.size, "\n"),
      handlePaste: (view, event) => this.pasted(event.clipboardData),
      handleDOMEvents: {
        mousemove: (_view, event) => this.pointed(event),
        mouseleave: () => this.away(),
        blur: (_view, event) => this.blurred(event),
        focus: () => this.rewriting.follow(),
        compositionend: () => void setTimeout(() => this.answered(this.component)),
      },
      handleDrop: (view, event, _slice, moved) => !moved && this.dropped(event),
      scrollMargin: 80,
    };
  }

  attributes(state) {
    return {
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": "正文",
      "aria-readonly": this.data.locked ? "true" : "false",
      "data-placeholder": this.data.placeholder,
      class: textOf(state.doc) ? "text" : "text blank",
      spellcheck: "false",
      tabindex: "0",
      lang: "zh-CN",
    };
  }

  keys() {
    const search = (replacing) => () => (this.search.open(replacing), true);
    const acting = (verb, more) => () => (this.act(verb, more), true);
    return keymap({
      "Mod-z": undo,
      "Mod-y": redo,
      "Shift-Mod-z": redo,
      "Mod-f": search(false),
      "Mod-h": search(true),
      "Mod-k": () => this.rewriting.openMenu(),
      "Mod-s": () => (this.saved(), true),
      "Mod-Enter": acting("draft"),
      "Alt-Enter": () => this.bubble.fixAtCaret(),
      F1: () => (this.help.toggle(), true),
      F8: () => this.toMark(1),
      "Shift-F8": () => this.toMark(-1),
      Escape: () => this.escaped(),
    });
  }

  status() {
    this.words = make("span", { class: "words" });
    this.state = make("span", { class: "state", "aria-live": "polite" });
    const does = (command) => () => (command(this.view.state, this.view.dispatch), this.view.focus());
    return make(
      "div",
      { class: "status" },
      this.words,
      this.state,
      make("span", { class: "gap" }),
      button("撤销", does(undo), { title: "Ctrl+Z" }),
      button("重做", does(redo), { title: "Ctrl+Y" }),
      button("查找", () => this.search.open(true), { title: "Ctrl+F，替换 Ctrl+H" }),
      button("按键", () => this.help.toggle(), { title: "F1" }),
    );
  }

  hear(root) {
    // Plain letters are Streamlit's hotkeys outside of fields; typed here they are text.
    const typed = (event) => {
      if (!event.altKey && !event.ctrlKey && !event.metaKey) event.stopPropagation();
      // The outline may answer this one by opening another section.
      else if (event.altKey && event.key.startsWith("Arrow")) this.saving.flush();
    };
    for (const name of ["keydown", "keyup", "keypress"]) this.frame.addEventListener(name, typed);
    this.page.addEventListener("click", (event) => event.target === this.page && this.view.focus());
    listen(LIGHT, this.frame, ({ from, facts }) => from !== "text" && this.light(facts));
    listen(GOTO, this.frame, (span) => this.goTo(span));
    const leaving = () => this.alive() && this.saving.flush();
    const onSave = (event) => {
      if (!this.alive()) return document.removeEventListener("keydown", onSave);
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s" && !event.defaultPrevented) {
        event.preventDefault();
        this.saved();
      }
    };
    document.addEventListener("keydown", onSave);
    window.addEventListener("pagehide", leaving);
    document.addEventListener("visibilitychange", leaving);
    this.deaf = () => {
      window.removeEventListener("pagehide", leaving);
      document.removeEventListener("visibilitychange", leaving);
      document.removeEventListener("keydown", onSave);
    };
  }

  alive() {
    if (this.frame.isConnected) return true;
    this.close();
    return false;
  }

  close() {
    this.saving.flush();
    this.saving.stop();
    this.deaf();
    this.view.destroy();
  }

  // Called with every answer of the server. Nothing is touched while an input method composes a word.
  answered(component) {
    this.component = component;
    const { data, setStateValue, setTriggerValue } = component;
    Object.assign(this, { setStateValue, setTriggerValue });
    if (this.view.composing) return;
    const before = this.data;
    this.data = data;
    this.saving.settle(data);
    if (this.saving.clean && data.text !== textOf(this.view.state.doc)) this.adopt(data.text, data.revision);
    if (data.text === textOf(this.view.state.doc)) this.mark(data);
    if (before.locked !== data.locked || before.placeholder !== data.placeholder) this.view.setProps({});
    this.rewriting.know(data.manners);
    this.rewriting.answer(data.offer);
    this.say();
  }

  // Takes over a text from the server as one change that can be undone; the caret stays where it was.
  adopt(text, revision) {
    const { doc, tr } = this.view.state;
    const other = docOf(text);
    const from = doc.content.findDiffStart(other.content);
    if (from !== null) {
      const end = doc.content.findDiffEnd(other.content);
      const overlap = Math.max(0, from - Math.min(end.a, end.b));
      tr.replace(from, end.a + overlap, other.slice(from, end.b + overlap));
      this.view.dispatch(closeHistory(tr.setMeta("server", true)));
    }
    this.saving.base = revision;
  }

  mark({ marks, sentences, text }) {
    const { doc } = this.view.state;
    tellMarks(this.view, { marks: placed(doc, text, marks), sentences: placed(doc, text, sentences) });
  }

  dispatched(tr) {
    this.view.updateState(this.view.state.apply(tr));
    if (tr.docChanged) {
      this.bubble.hide();
      if (!tr.getMeta("server")) this.saving.touch();
      this.say();
    } else if (tr.selectionSet) this.selected();
    if (tr.docChanged || tr.selectionSet) this.rewriting.follow();
  }

  selected() {
    this.bubble.atCaret();
    this.tellFacts(this.view.state.selection.from);
    if (!this.search.element.hidden) this.search.say();
  }

  pasted(transfer) {
    const { tr } = this.view.state;
    this.view.dispatch(closeHistory(tr.replaceSelection(sliceOf(linesOf(transfer)))).scrollIntoView());
    return true;
  }

  dropped(event) {
    const place = this.view.posAtCoords({ left: event.clientX, top: event.clientY });
    const lines = linesOf(event.dataTransfer);
    if (!place || !lines.length || !this.view.editable) return false;
    this.view.dispatch(closeHistory(this.view.state.tr.replace(place.pos, place.pos, sliceOf(lines))));
    event.preventDefault();
    return true;
  }

  act(verb, more = {}) {
    this.setTriggerValue?.("act", { verb, ...more, edit: this.saving.edit() });
    this.say();
  }

  saved() {
    this.saving.flush();
    this.asked = true;
    this.say();
  }

  // Facts behind the sentence that is pointed at, or that holds the caret.
  tellFacts(position) {
    const facts = position === null ? [] : (sentenceAt(this.view.state, position)?.facts ?? []);
    if (this.lit === facts.join(" ")) return;
    this.lit = facts.join(" ");
    tell(LIGHT, { from: "text", facts });
  }

  light(facts) {
    if (facts.join(" ") !== marksKey.getState(this.view.state).lit.join(" ")) tellMarks(this.view, { lit: facts });
  }

  pointed(event) {
    const under = this.view.posAtCoords({ left: event.clientX, top: event.clientY });
    const on = event.target instanceof Element && event.target.closest(".mark");
    this.bubble.over(on && under ? under.pos : null);
    this.tellFacts(under && event.target !== this.view.dom ? under.pos : null);
  }

  away() {
    this.bubble.leave();
    this.tellFacts(null);
  }

  // To the mark the check gave these offsets, wherever it has moved to since.
  goTo({ start, end }) {
    const marks = marksKey.getState(this.view.state).marks;
    const mark = marks.find((one) => one.start === start && one.end === end) ?? marks.find((one) => one.start <= start && end <= one.end);
    if (!mark) return;
    this.show(mark);
    // The reason and its remedy, not the menu of rewriting that would cover the lines around.
    this.rewriting.hide();
    this.bubble.show(mark);
  }

  show({ from, to }) {
    const { doc, tr } = this.view.state;
    this.view.dispatch(tr.setSelection(TextSelection.create(doc, from, to)).scrollIntoView());
    this.view.focus();
    this.view.domAtPos(from).node.parentElement?.scrollIntoView({ block: "nearest" });
  }

  toMark(direction) {
    const marks = [...marksKey.getState(this.view.state).marks].sort((one, other) => one.from - other.from);
    const { from } = this.view.state.selection;
    const next = direction > 0 ? marks.find((one) => one.from > from) : marks.filter((one) => one.from < from).pop();
    const mark = next ?? (direction > 0 ? marks[0] : marks[marks.length - 1]);
    if (!mark) return false;
    const { doc, tr } = this.view.state;
    this.view.dispatch(tr.setSelection(TextSelection.create(doc, mark.from)).scrollIntoView());
    return true;
  }

  escaped() {
    if (!this.bubble.element.hidden) this.bubble.hide();
    else if (!this.rewriting.escape()) {
      if (this.search.element.hidden) return false;
      this.search.close();
    }
    return true;
  }

  blurred(event) {
    this.saving.flush();
    this.rewriting.hide(event.relatedTarget);
    if (!this.bubble.element.contains(event.relatedTarget)) this.bubble.leave();
  }

  // Text that an earlier life of this tab, or a tab that is gone, could not save any more.
  recover() {
    const [entry, ...others] = this.left.filter((one) => one.text !== this.data.text);
    for (const one of this.left) if (one !== entry && !others.includes(one)) unsaved.drop(one.key);
    if (!entry) return;
    // What the server has may be what this tab itself had sent before it was reloaded.
    const known = entry.base === this.data.revision || (entry.sent ?? []).includes(this.data.text);
    const unchanged = known && !this.data.locked;
    if (unchanged && unsaved.isOwn(entry.key)) return this.restore(entry);
    // Kept under a name of its own: what is typed now must not write over it.
    const key = unsaved.setAside(entry);
    const choose = () => (this.act("recover", { text: entry.text }), this.resolved(key));
    const why = unchanged ? "" : "，这一节后来又有改动";
    this.tellUser(`浏览器里有上次未保存的文字${why}。`, [
      button("对比后选择", choose),
      button("不用", () => this.resolved(key), { class: "link" }),
    ]);
  }

  // Nobody changed the section since: the text goes in as if typed again, is saved like any edit and undone like one.
  restore(entry) {
    const { doc, tr } = this.view.state;
    this.saving.inherited = entry.sent ?? [];
    this.view.dispatch(closeHistory(tr.replaceWith(0, doc.content.size, docOf(entry.text).content)));
    const close = () => (this.bar.hidden = true);
    this.tellUser("已恢复上次未保存的文字。", [
      button("撤销恢复", () => (undo(this.view.state, this.view.dispatch), close())),
      button("知道了", close, { class: "link" }),
    ]);
  }

  resolved(key) {
    unsaved.drop(key);
    this.bar.hidden = true;
    this.view.focus();
  }

  tellUser(sentence, buttons) {
    this.bar.replaceChildren(make("span", {}, sentence), ...buttons);
    this.bar.hidden = false;
  }

  say() {
    const chars = countChars(textOf(this.view.state.doc));
    const target = this.data.length ? `/${this.data.length}` : "";
    this.words.textContent = `${chars}${target}字`;
    this.state.textContent = this.standing();
    this.state.className = `state ${this.data.problem || this.saving.tries ? "bad" : ""}`;
  }

  standing() {
    if (this.data.locked) return "本节已锁定，解锁后可以修改";
    if (this.data.problem) return "尚未保存，见上方说明";
    if (this.saving.tries) return "连不上服务，文字已存在本机浏览器，连上后自动保存";
    if (!this.saving.clean) return "正在保存";
    return this.data.saved || this.asked ? `已保存${this.data.saved ? ` ${this.data.saved}` : ""}` : "";
  }
}

const DESK = Symbol("desk");

export default function mount(component) {
  const root = component.parentElement.querySelector(".editor");
  if (!root) return;
  let desk = root[DESK];
  if (desk && desk.section !== component.data.section) {
    desk.close();
    desk = null;
  }
  const fresh = !desk;
  if (fresh) desk = root[DESK] = new Desk(root, component.data);
  desk.answered(component);
  if (fresh) desk.recover();
  if (fresh && document.body.dataset.summarizerWriting === desk.section) {
    delete document.body.dataset.summarizerWriting;
    desk.view.focus();
  }
}

// The loader mounted beside this component finds the editor here.
window[Symbol.for("summarizer:editor")] = mount;
document.dispatchEvent(new Event("summarizer:editor"));

// For the tests, which run them in a browser without a page.
export { cleanLine, countChars } from "./counting.js";
export { linesOfHtml, linesOfText } from "./paste.js";
export { pointOf, positionOf, unitAt, unitsOf } from "./positions.js";
export { docOf, textOf } from "./schema.js";
export { occurrences } from "./search.js";
