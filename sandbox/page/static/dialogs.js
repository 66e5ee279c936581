/** Short notices, questions and menus. */

import { el, iconButton, roving } from "./dom.js";
import { t } from "./words.js";

const NOTICE = 4200;

/** Show a notice for a moment; screen readers hear it. */
export function toast(text) {
  const note = el("div", { class: "toast", text });
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), NOTICE);
}

/** Say what went wrong, in the server's words. */
export const failed = (error) => toast(t("That did not work: {reason}", { reason: error.message }));

function open(title, body, buttons) {
  return new Promise((resolve) => {
    const heading = el("h2", { id: "dialog-title", text: title });
    const foot = el("div", { class: "dialog-buttons" });
    const dialog = el("dialog", { "aria-labelledby": "dialog-title" }, el("form", { method: "dialog" }, heading, body, foot));
    const finish = (value) => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    for (const { label, value, primary } of buttons) {
      const answer = () => finish(typeof value === "function" ? value() : value);
      foot.append(el("button", { type: primary ? "submit" : "button", class: primary ? "button primary" : "button", text: label, onclick: (event) => (event.preventDefault(), answer()) }));
    }
    dialog.addEventListener("cancel", (event) => (event.preventDefault(), finish(null)));
    dialog.addEventListener("click", (event) => event.target === dialog && finish(null));
    dialog.finish = finish;
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector(".primary, .choice")?.focus();
  });
}

/** An alert that has to be acknowledged, as a bot's `show_alert`. */
export const alert = (title, text) => open(title, el("p", { class: "dialog-text", text }), [{ label: t("OK"), value: true, primary: true }]);

/** A yes or no question. */
export const confirm = (title, text) =>
  open(title, el("p", { class: "dialog-text", text }), [{ label: t("Cancel"), value: false }, { label: t("OK"), value: true, primary: true }]);

/** Choose one of `options` [{label, value}]; null when nothing was chosen. */
export function choose(title, options) {
  const list = el("div", { class: "choices" });
  for (const { label, value, lead } of options) {
    list.append(el("button", { type: "button", class: "choice", onclick: () => list.closest("dialog").finish(value) }, lead, el("span", { text: label })));
  }
  roving(list, ".choice");
  return open(title, list, [{ label: t("Cancel"), value: null }]);
}

/** Show an object as JSON. */
export function inspect(title, value) {
  const text = JSON.stringify(value, null, 2);
  const copy = () => navigator.clipboard.writeText(text).then(() => toast(t("Copied")), failed);
  const box = el("pre", { class: "json", tabindex: "0", text });
  return open(title, el("div", {}, box, iconButton("copy", t("Copy text"), copy)), [{ label: t("Close"), value: null, primary: true }]);
}

// Towns in whose zones readers live, for a bot that asks where you are.
const TOWNS = [["上海 Shanghai", 31.2304, 121.4737], ["台北 Taipei", 25.033, 121.5654], ["Singapore", 1.3521, 103.8198], ["London", 51.5074, -0.1278], ["New York", 40.7128, -74.006], ["Helsinki", 60.1699, 24.9384]];

/** Ask for a place; resolves to {latitude, longitude} or null. */
export function askPlace() {
  const latitude = el("input", { type: "number", step: "any", min: "-90", max: "90", value: "31.2304", required: true });
  const longitude = el("input", { type: "number", step: "any", min: "-180", max: "180", value: "121.4737", required: true });
  const towns = TOWNS.map(([name, north, east]) =>
    el("button", { type: "button", class: "chip", text: name, onclick: () => ([latitude.value, longitude.value] = [north, east]) }));
  const body = el("div", { class: "fields" }, el("div", { class: "chips" }, towns), el("label", {}, t("Latitude"), latitude), el("label", {}, t("Longitude"), longitude));
  const value = () => ({ latitude: Number(latitude.value), longitude: Number(longitude.value) });
  return open(t("Send your location"), body, [{ label: t("Cancel"), value: null }, { label: t("Send"), value, primary: true }]);
}

/** A small menu at a point: items are {label, icon, run}. */
export function menuAt(x, y, items) {
  document.querySelector(".popup")?.remove();
  const before = document.activeElement;
  const menu = el("div", { class: "popup", role: "menu" });
  const shut = () => {
    menu.remove();
    removeEventListener("pointerdown", outside, true);
    before?.focus?.();
  };
  const outside = (event) => menu.contains(event.target) || shut();
  for (const { label, lead, run } of items) {
    menu.append(el("button", { type: "button", role: "menuitem", class: "choice", onclick: () => (shut(), run()) }, lead, el("span", { text: label })));
  }
  roving(menu, ".choice");
  menu.addEventListener("keydown", (event) => ["Escape", "Tab"].includes(event.key) && (event.preventDefault(), event.stopPropagation(), shut()));
  document.body.append(menu);
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - menu.offsetHeight - 8))}px`;
  menu.querySelector(".choice").focus();
  addEventListener("pointerdown", outside, true);
}
