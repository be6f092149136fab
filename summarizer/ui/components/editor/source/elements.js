// Plain elements out of code; text only ever enters through textContent.
export function make(tag, attributes = {}, ...kids) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...kids.filter((kid) => kid !== null && kid !== ""));
  return element;
}

export function button(text, press, attributes = {}) {
  // Pressing must not take the caret away from the text.
  const hold = (event) => event.preventDefault();
  return make("button", { type: "button", onmousedown: hold, onclick: press, ...attributes }, text);
}

// Puts `box` below (or above) a place on screen, inside `frame`, which it is positioned in.
export function place(box, frame, { left, top, bottom }, { above = false } = {}) {
  box.hidden = false;
  const around = frame.getBoundingClientRect();
  const scale = around.width / frame.offsetWidth || 1;
  const x = Math.min((left - around.left) / scale, frame.offsetWidth - box.offsetWidth - 4);
  const fits = top - box.offsetHeight * scale > 4;
  const over = above ? fits : bottom + box.offsetHeight * scale > window.innerHeight && fits;
  const y = over ? (top - around.top) / scale - box.offsetHeight - 6 : (bottom - around.top) / scale + 6;
  box.style.left = `${Math.max(4, x)}px`;
  box.style.top = `${y}px`;
}
