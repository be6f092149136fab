// Streamlit has no language setting: this replaces its few English words by the Chinese in `data`, once now and
// whenever the page changes, and sends a text area's words when the typist pauses instead of only when focus leaves.
const WATCH = Symbol.for("summarizer.chrome");
const ATTRIBUTES = ["placeholder", "aria-label", "title", "alt"];

function translator({ words, patterns }) {
  const rules = patterns.map(([pattern, chinese]) => [new RegExp(pattern), chinese]);
  return (raw) => {
    const text = raw.trim();
    if (!/[A-Za-z]/.test(text)) return null;
    if (Object.hasOwn(words, text)) return words[text];
    for (const [pattern, chinese] of rules) if (pattern.test(text)) return text.replace(pattern, chinese);
    return null;
  };
}

function walk(node, translate) {
  if (node.nodeType === Node.TEXT_NODE) {
    // Only Streamlit's own words: what the user typed lives in form values and in our shadow roots.
    const chinese = translate(node.data);
    if (chinese !== null && chinese !== node.data) node.data = chinese;
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE || node.tagName === "STYLE" || node.tagName === "SCRIPT") return;
  for (const name of ATTRIBUTES) {
    const chinese = node.hasAttribute(name) ? translate(node.getAttribute(name)) : null;
    if (chinese !== null) node.setAttribute(name, chinese);
  }
  node.childNodes.forEach((child) => walk(child, translate));
}

function commitOnPause(pause_ms) {
  let timer = 0;
  let waiting = null;
  const commit = () => {
    clearTimeout(timer);
    // Streamlit's text area sends its value on this key; there is no other way from outside.
    const keys = { key: "Enter", code: "Enter", keyCode: 13, ctrlKey: true, bubbles: true, cancelable: true };
    waiting?.dispatchEvent(new KeyboardEvent("keydown", keys));
    waiting = null;
  };
  document.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!(event.target instanceof HTMLTextAreaElement)) return;
    waiting = event.target;
    if (!event.isComposing) timer = setTimeout(commit, pause_ms);
  });
  document.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(commit, pause_ms);
  });
  window.addEventListener("beforeunload", commit);
}

export default function ({ data }) {
  if (window[WATCH]) return;
  const translate = translator(data);
  document.documentElement.lang = "zh-CN";
  walk(document.body, translate);
  window[WATCH] = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach((node) => walk(node, translate));
      else walk(change.target, translate);
    }
  });
  window[WATCH].observe(document.body, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
  commitOnPause(data.pause_ms);
}
