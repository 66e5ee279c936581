/** Elements without markup: whatever a bot or a feed wrote can only ever become a text node. */

const SVG = "http://www.w3.org/2000/svg";

/** Make an element. `props`: class, dataset, on<event>, text, or an attribute (true: empty; false/null: absent). */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") node.className = value;
    else if (key === "text") node.textContent = value;
    else if (key === "dataset") Object.assign(node.dataset, value);
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const ICONS = {
  back: "M15 5l-7 7 7 7",
  send: "M4 12l16-8-6 16-2.5-6.5z",
  menu: "M4 7h16M4 12h16M4 17h10",
  attach: "M19 11.5l-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-8 8a1.5 1.5 0 0 1-2.2-2.2l7.2-7.2",
  place: "M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11zM12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
  file: "M7 3h7l4 4v14H7zM14 3v5h4",
  picture: "M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 17M15.5 9.5h.01",
  keyboard: "M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M17 14.5h.01M7 14.5h.01M10 14.5h4.5",
  down: "M6 10l6 6 6-6",
  more: "M12 6h.01M12 12h.01M12 18h.01",
  close: "M6 6l12 12M18 6L6 18",
  flask: "M9 3h6M10 3v6L4.5 18.5A1.7 1.7 0 0 0 6 21h12a1.7 1.7 0 0 0 1.5-2.5L14 9V3M7.5 15h9",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
  group: "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3 19c.4-3.5 2.8-5.2 6-5.2s5.6 1.7 6 5.2M16 11a2.7 2.7 0 1 0-1-5.2M17.5 14.2c2 .5 3.2 2.2 3.5 4.8",
  channel: "M4 10v4l3 .4L9 19h2.5l-1-4.3L19 17V7L7.5 9.6zM21 10.5v3",
  link: "M8 16L16 8M9.5 8H16v6.5",
  share: "M13 6l6 5.5L13 17v-3.5C8.5 13.5 6 15 4.5 18 4.7 13 7.5 10 13 9.5z",
  copy: "M9 9h10v11H9zM5 15V4h10",
  reply: "M10 6l-6 5.5L10 17v-3.5c4.5 0 7 1.5 8.5 4.5-.2-5-3-8-8.5-8.5z",
  code: "M8.5 7L3.5 12l5 5M15.5 7l5 5-5 5",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
  check: "M4.5 12.5l4.5 4.5L19.5 6.5",
  alert: "M12 4l9 16H3zM12 10v4.5M12 17.3h.01",
  ban: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM6 6l12 12",
  topic: "M5 5h14v11h-8l-4 4v-4H5z",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
};

/** Draw one of the page's own line icons; decoration only, its button carries the label. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A round or square button that shows an icon and speaks its label. */
export function iconButton(name, label, onclick, props = {}) {
  return el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...props }, icon(name));
}

/** Let only these schemes become links; anything else stays text. */
export function safeUrl(url) {
  try {
    const parsed = new URL(/^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`);
    return ["http:", "https:", "mailto:", "tel:", "tg:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

/** Move focus among `items()` with the arrow keys, Home and End; one tab stop for the whole set. */
export function roving(container, selector, { wrap = true } = {}) {
  const items = () => [...container.querySelectorAll(selector)];
  const settle = (chosen) => items().forEach((item) => (item.tabIndex = item === chosen ? 0 : -1));
  settle(items()[0]);
  container.addEventListener("focusin", (event) => {
    const item = event.target.closest(selector);
    if (item) settle(item);
  });
  container.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    let to = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : null;
    if (step !== undefined && at >= 0) to = wrap ? (at + step + all.length) % all.length : Math.min(Math.max(at + step, 0), all.length - 1);
    if (to === null || at < 0) return;
    event.preventDefault();
    all[to].focus();
  });
}
