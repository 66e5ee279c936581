/** What a message carries besides text: link previews, pictures, files, places, service notes. */

import { el, icon, safeUrl } from "./dom.js";
import { hue, initials, nameOf, size } from "./format.js";
import { t } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

/** Tell which address the message previews: {url, title} or null. Telegram takes the first link of the text. */
export function previewOf(message) {
  const options = message.link_preview_options ?? {};
  if (options.is_disabled || !message.text) return null;
  const links = (message.entities ?? [])
    .filter((entity) => entity.type === "text_link" || entity.type === "url")
    .map((entity) => {
      const raw = message.text.slice(entity.offset, entity.offset + entity.length);
      return { url: safeUrl(entity.url ?? raw), title: entity.url ? raw : null };
    })
    .filter(({ url }) => url?.startsWith("http"));
  const wanted = options.url ? safeUrl(options.url) : links[0]?.url;
  if (!wanted || isOwnLink(wanted)) return null;
  return { url: wanted, title: links.find((link) => link.url === wanted && link.title)?.title ?? null };
}

const isOwnLink = (url) => new URL(url).hostname === "t.me";

/** Draw the preview. The sandbox loads nothing from the web, so the picture is a drawn stand-in. */
export function previewCard(preview, options = {}) {
  const { hostname, pathname } = new URL(preview.url);
  const host = hostname.replace(/^www\./, "");
  const large = options.prefer_large_media || (!options.prefer_small_media && Boolean(options.url));
  const title = preview.title ?? (decodeURIComponentSafe(pathname).replace(/[/_-]+/g, " ").trim() || host);
  // The preview of a picture's own address is the picture alone.
  const words = /\.(jpe?g|png|gif|webp)$/i.test(pathname) ? null : el("span", { class: "card-words" }, el("span", { class: "card-host", text: host }), el("span", { class: "card-title", text: title }));
  const label = t("Preview of {host}", { host });
  const props = { class: `card ${words ? (large ? "large" : "small") : "large picture"}`, href: preview.url, target: "_blank", rel: "noopener noreferrer", "aria-label": `${label}: ${title}` };
  return large || !words ? el("a", props, words, drawing(preview.url)) : el("a", props, words, el("span", { class: "thumb" }, drawing(preview.url)));
}

function decodeURIComponentSafe(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Hills and a sun in a colour of the address' own, so that different stories look different. */
function drawing(url) {
  const seed = hue(url);
  const shade = (saturation, light, dark) => `light-dark(hsl(${seed} ${saturation}% ${light}%), hsl(${seed} ${saturation}% ${dark}%))`;
  const svg = document.createElementNS(SVG, "svg");
  const add = (tag, attributes) => {
    const node = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    svg.append(node);
  };
  for (const [key, value] of Object.entries({ viewBox: "0 0 480 180", preserveAspectRatio: "xMidYMid slice", "aria-hidden": "true" })) svg.setAttribute(key, value);
  add("rect", { width: 480, height: 180, fill: shade(34, 74, 30) });
  add("circle", { cx: 90 + (seed % 300), cy: 56 + (seed % 30), r: 24, fill: "light-dark(#fff6dd, #e8cf8d)" });
  add("path", { d: `M0 ${120 - (seed % 30)}C120 ${70 + (seed % 50)} 220 ${150 - (seed % 40)} 480 ${84 + (seed % 40)}V180H0z`, fill: shade(30, 54, 24) });
  add("path", { d: `M0 ${150 - (seed % 20)}C160 ${104 + (seed % 30)} 300 ${176 - (seed % 30)} 480 ${132 - (seed % 20)}V180H0z`, fill: shade(34, 38, 17) });
  return svg;
}

const fileUrl = (id) => `/page/file/${encodeURIComponent(id)}`;

/** Build the media of a message, or null when it is text alone. */
export function media(message) {
  if (message.photo?.length) return photo(message.photo.at(-1), message.caption);
  for (const kind of ["document", "audio", "video", "voice", "animation"]) if (message[kind]) return file(message[kind], kind);
  if (message.location) return place(message.location, message.venue?.title);
  if (message.sticker) return el("p", { class: "muted", text: `${message.sticker.emoji ?? ""} ${t("Sticker")}` });
  return null;
}

function photo(sized, caption) {
  const alt = caption || t("Photo");
  const image = el("img", { src: fileUrl(sized.file_id), alt, width: sized.width, height: sized.height, loading: "lazy" });
  return el("a", { class: "photo", href: fileUrl(sized.file_id), target: "_blank", rel: "noopener" }, image);
}

function file(given, kind) {
  const name = given.file_name ?? t("File");
  const words = el("span", { class: "file-words" }, el("span", { class: "file-name", text: name }), el("span", { class: "muted", text: size(given.file_size) || kind }));
  return el("a", { class: "file", href: fileUrl(given.file_id), download: name }, el("span", { class: "file-icon" }, icon("file")), words);
}

function place({ latitude, longitude }, title) {
  const words = `${Math.abs(latitude).toFixed(3)}° ${latitude < 0 ? "S" : "N"}, ${Math.abs(longitude).toFixed(3)}° ${longitude < 0 ? "W" : "E"}`;
  return el("div", { class: "place" }, el("div", { class: "map" }, icon("place")), el("div", { class: "place-words" }, title && el("b", { text: title }), el("span", { text: words })));
}

const SERVICE = {
  new_chat_members: (m) => m.new_chat_members.map((user) => t("{name} joined the group", { name: nameOf(user) })).join("\n"),
  left_chat_member: (m) => t("{name} left the group", { name: nameOf(m.left_chat_member) }),
  new_chat_title: (m) => t("Title changed to “{title}”", { title: m.new_chat_title }),
  group_chat_created: () => t("Group created"),
  supergroup_chat_created: () => t("Group created"),
  channel_chat_created: () => t("Channel created"),
  pinned_message: () => t("A message was pinned"),
  migrate_to_chat_id: () => t("This group became a supergroup"),
  migrate_from_chat_id: () => t("This group became a supergroup"),
  forum_topic_created: (m) => t("Topic “{name}” created", { name: m.forum_topic_created.name }),
  forum_topic_edited: () => t("Topic renamed"),
  forum_topic_closed: () => t("Topic closed"),
  forum_topic_reopened: () => t("Topic reopened"),
};

/** Tell what happened, for a message that is a note of the service itself; else null. */
export function serviceText(message) {
  const kind = Object.keys(SERVICE).find((key) => message[key] !== undefined);
  return kind ? SERVICE[kind](message) : null;
}

/** One line that stands for a message in the list of chats and in replies. */
export function summary(message) {
  if (!message) return "";
  const text = message.text ?? message.caption ?? serviceText(message);
  if (text) return text.replace(/\s+/g, " ").slice(0, 140);
  if (message.photo) return t("Photo");
  if (message.location) return t("Location");
  if (message.sticker) return t("Sticker");
  return message.document?.file_name ?? t("File");
}

/** A round portrait: initials on a colour of its own. */
export function avatar(name, key, kind) {
  const node = el("span", { class: `avatar ${kind ?? ""}`, "aria-hidden": "true" });
  node.append(kind === "channel" ? icon("channel") : initials(name));
  node.style.setProperty("--hue", hue(key));
  return node;
}
