/** A text and its entities (offsets in UTF-16 units, which are JavaScript's own) as nodes. */

import { el, safeUrl } from "./dom.js";
import { t } from "./words.js";

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code" };
const QUOTES = new Set(["blockquote", "expandable_blockquote"]);

// A quote offers "Show more" only where its folded text is really cut, at whatever width the window has.
const folds = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const open = target.classList.contains("open");
    target.parentElement.classList.toggle("cut", open || target.scrollHeight > target.clientHeight + 4);
  }
});

/** Build the text; `act` answers clicks: command(text), mention(text), link(url). */
export function richText(text, entities, act) {
  const sorted = (entities ?? []).filter((entity) => entity.length > 0).sort(outermostFirst);
  return span(text, 0, text.length, sorted, act);
}

const outermostFirst = (a, b) => a.offset - b.offset || b.length - a.length || Number(QUOTES.has(b.type)) - Number(QUOTES.has(a.type));

function span(text, start, end, entities, act) {
  const out = document.createDocumentFragment();
  let at = start;
  let afterBlock = false;
  const plain = (until) => {
    // The line break after a quote or a code block is the block's own end.
    if (afterBlock && text[at] === "\n") at += 1;
    if (until > at) out.append(text.slice(at, until));
    if (until >= at) afterBlock = false;
  };
  let rest = entities;
  while (rest.length) {
    const [entity, ...others] = rest;
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    rest = others;
    if (to <= from) continue;
    plain(from);
    const inside = others.filter((other) => other.offset < to);
    const beyond = inside.filter((other) => other.offset + other.length > to);
    rest = [
      ...beyond.map((other) => ({ ...other, offset: to, length: other.offset + other.length - to })),
      ...others.filter((other) => other.offset >= to),
    ].sort(outermostFirst);
    out.append(wrap(entity, text.slice(from, to), span(text, from, to, inside, act), act));
    at = to;
    afterBlock = QUOTES.has(entity.type) || entity.type === "pre";
  }
  plain(end);
  return out;
}

function wrap(entity, raw, content, act) {
  const { type } = entity;
  if (TAGS[type]) return el(TAGS[type], {}, content);
  if (type === "spoiler") return spoiler(content);
  if (type === "pre") return pre(entity.language, content);
  if (type === "blockquote") return el("blockquote", {}, content);
  if (type === "expandable_blockquote") return expandable(content);
  if (type === "text_link" || type === "url") return link(entity.url ?? raw, content, act);
  if (type === "email") return link(`mailto:${raw}`, content, act);
  if (type === "phone_number") return link(`tel:${raw.replace(/[^+\d]/g, "")}`, content, act);
  if (type === "bot_command") return el("button", { type: "button", class: "link", onclick: () => act.command(raw) }, content);
  if (type === "mention") return el("button", { type: "button", class: "link", onclick: () => act.mention(raw) }, content);
  if (["text_mention", "hashtag", "cashtag"].includes(type)) return el("span", { class: "tag" }, content);
  if (type === "date_time") return el("time", { datetime: new Date((entity.unix_time ?? 0) * 1000).toISOString() }, content);
  return el("span", {}, content);
}

function link(url, content, act) {
  const href = safeUrl(url);
  if (!href) return el("span", {}, content);
  const follow = (event) => {
    if (act.link(href)) event.preventDefault();
  };
  return el("a", { href, title: href, target: "_blank", rel: "noopener noreferrer", onclick: follow }, content);
}

function spoiler(content) {
  const inner = el("span", { class: "spoiler-text", "aria-hidden": "true" }, content);
  const cover = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": t("Hidden text: press to reveal") }, inner);
  const reveal = (event) => {
    if (cover.classList.contains("revealed") || (event.key && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    event.stopPropagation();
    cover.classList.add("revealed");
    for (const name of ["role", "tabindex", "aria-label"]) cover.removeAttribute(name);
    inner.removeAttribute("aria-hidden");
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", reveal);
  return cover;
}

function pre(name, content) {
  return el("pre", {}, name && el("span", { class: "code-language", text: name }), el("code", {}, content));
}

function expandable(content) {
  const text = el("div", { class: "folded" }, content);
  const toggle = el("button", { type: "button", class: "unfold", "aria-expanded": "false", text: t("Show more") });
  toggle.addEventListener("click", () => {
    const open = text.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = t(open ? "Show less" : "Show more");
  });
  folds.observe(text);
  return el("blockquote", { class: "expandable" }, text, toggle);
}
