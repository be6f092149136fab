// Small, because it travels with every run; the editor itself comes once with the component beside it.
const READY = "summarizer:editor";

export default function (component) {
  const { parentElement } = component;
  const host = parentElement.querySelector(".editor");
  if (!host) return;
  host.latest = component;
  const mount = window[Symbol.for(READY)];
  if (mount) mount(component);
  else if (!host.waits) {
    host.waits = true;
    document.addEventListener(READY, () => window[Symbol.for(READY)](host.latest), { once: true });
  }
}
