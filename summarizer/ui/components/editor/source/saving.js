// Sends the text to the server when the typist pauses, and knows what has arrived there.
//
// Every change of the text raises `typed`; what is sent carries that number, and the server answers with the
// number of the last text it took. `base` is the revision the text on screen was made from.
import * as unsaved from "./unsaved.js";

const PAUSE_MS = 300;
const WHILE_COMPOSING_MS = 120;
const FIRST_RETRY_MS = 4000;
const LAST_RETRY_MS = 30000;
const ALIVE_MS = 1500;
// So many texts on their way are remembered; more are only in flight when a server hangs for long.
const EARLIER = 4;

export class Saving {
  constructor({ section, revision, read, composing, connected, send, changed }) {
    Object.assign(this, { section, read, composing, connected, send, changed });
    this.base = revision;
    // Tells this editor's texts from those of an earlier life of the page.
    this.mount = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
    this.typed = 0;
    this.taken = 0;
    this.sent = new Map();
    // Texts an earlier life of this tab had sent.
    this.inherited = [];
    this.tries = 0;
    this.timer = 0;
    this.retry = 0;
    this.alive = 0;
  }

  get clean() {
    return this.taken === this.typed;
  }

  // The text changed.
  touch() {
    this.typed += 1;
    this.keep();
    this.wait(PAUSE_MS);
    this.changed();
  }

  // Other tabs take an entry for left over that nobody has renewed for a while. An editor that was taken off the
  // page leaves its entry to the one in its place, which reads it once: written again, it would come back later.
  keep() {
    clearTimeout(this.alive);
    if (!this.connected()) return;
    unsaved.keep(this.section, this.base, this.read(), this.earlier());
    this.alive = setTimeout(() => this.clean || this.keep(), ALIVE_MS);
  }

  // What this tab sent since `base`: finding one of these at the server is no conflict.
  earlier() {
    return [...this.inherited, ...this.sent.values()].slice(-EARLIER);
  }

  wait(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), ms);
  }

  // Sends at once what has not been sent; never half a word out of an input method.
  flush() {
    clearTimeout(this.timer);
    if (this.composing()) return this.wait(WHILE_COMPOSING_MS);
    if (!this.clean && !this.sent.has(this.typed)) this.send("edit", this.edit());
  }

  // What to save, to go with an action or alone; null when the server has it.
  edit() {
    if (this.clean) return null;
    clearTimeout(this.timer);
    const text = this.read();
    const earlier = this.earlier();
    this.sent.set(this.typed, text);
    // A reload right now must know what is on its way.
    this.keep();
    this.later(this.tries);
    return { mount: this.mount, typed: this.typed, base: this.base, text, earlier, tries: this.tries };
  }

  later(tries) {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.again(), Math.min(FIRST_RETRY_MS * 2 ** tries, LAST_RETRY_MS));
  }

  again() {
    if (this.clean || !this.connected()) return;
    this.tries += 1;
    this.changed();
    if (!this.composing()) this.send("edit", this.edit());
    else this.later(this.tries);
  }

  // Reads the server's answer. `text` is what it holds now, saved or kept beside the saved one.
  settle({ taken, revision, text, problem }) {
    const mine = taken && taken.mount === this.mount;
    if (mine) this.taken = Math.max(this.taken, Math.min(taken.typed, this.typed));
    // A new session of the server knows nothing of this editor, only which text it has.
    else if (text === this.read()) this.taken = this.typed;
    const known = this.clean || text === this.sent.get(this.taken) || [...this.sent.values()].includes(text);
    if (known && !problem) this.base = revision;
    for (const number of this.sent.keys()) if (number < this.taken) this.sent.delete(number);
    if (this.clean) {
      clearTimeout(this.timer);
      clearTimeout(this.retry);
      clearTimeout(this.alive);
      this.tries = 0;
      if (!problem) this.inherited = [];
      if (!problem && this.typed) unsaved.drop(unsaved.own(this.section));
    } else if (!mine && this.sent.has(this.typed)) {
      this.sent.delete(this.typed);
      this.wait(PAUSE_MS);
    }
    this.changed();
  }

  stop() {
    clearTimeout(this.alive);
    clearTimeout(this.timer);
    clearTimeout(this.retry);
  }
}
