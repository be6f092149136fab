// Text the server has not confirmed yet, kept in this browser: a killed server, a lost network or a reload
// loses nothing. Each tab writes its own entry, so two tabs never write over each other.
const PREFIX = "summarizer.unsaved:";
const TAB = "summarizer.tab";
// An entry of another tab is taken for left over when nothing was typed there for so long.
const LEFT_OVER_MS = 5000;

// Blocked by the browser's settings, storage throws at first touch; typing must go on all the same.
function attempt(use, otherwise) {
  try {
    return use();
  } catch (error) {
    if (error instanceof DOMException) return otherwise;
    throw error;
  }
}

function tab() {
  const made = () => `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  return attempt(() => {
    const known = sessionStorage.getItem(TAB) ?? made();
    sessionStorage.setItem(TAB, known);
    return known;
  }, "only");
}

// Whether `text`, typed on top of `base`, is now safe in this browser; `sent` are texts on their way to the server.
export function keep(section, base, text, sent) {
  const entry = JSON.stringify({ base, text, sent, at: Date.now() });
  return attempt(() => (localStorage.setItem(own(section), entry), true), false);
}

export function drop(key) {
  attempt(() => localStorage.removeItem(key), undefined);
}

// The key of the entry this tab writes for the section.
export function own(section) {
  return `${PREFIX}${section}:${tab()}`;
}

export function isOwn(key) {
  return key.endsWith(`:${tab()}`);
}

// The new key of an entry that is to wait for the user's choice.
export function setAside(entry) {
  const key = `${entry.key}-${entry.at}`;
  return attempt(() => {
    localStorage.setItem(key, localStorage.getItem(entry.key));
    localStorage.removeItem(entry.key);
    return key;
  }, entry.key);
}

// What an earlier life of this tab, or a tab that is gone, left unsaved for the section; the newest first.
export function leftOver(section) {
  const mine = own(section);
  return attempt(() => {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}${section}:`));
    return keys
      .map((key) => ({ key, ...parsed(localStorage.getItem(key)) }))
      .filter((one) => typeof one.text === "string" && (one.key.startsWith(mine) || Date.now() - one.at > LEFT_OVER_MS))
      .sort((one, other) => other.at - one.at);
  }, []);
}

function parsed(entry) {
  try {
    return JSON.parse(entry);
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
