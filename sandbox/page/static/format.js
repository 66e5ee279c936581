/** Times, sizes, names and languages as people read them. */

import { language, t } from "./words.js";

const locale = () => (language === "zh" ? "zh-CN" : "en-GB");
const DAY = 86400000;

/** The sandbox's clock, which may run ahead of the machine's. */
export const clock = {
  offset: 0,
  now: () => new Date(Date.now() + clock.offset),
};

export const time = (seconds) =>
  new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit", hour12: false }).format(seconds * 1000);

export const moment = (date) =>
  new Intl.DateTimeFormat(locale(), {
    weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false,
  }).format(date);

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** A number per local day, so that messages of one day compare equal. */
export const dayOf = (seconds) => midnight(new Date(seconds * 1000));

/** "Today", "Yesterday" or the date. */
export function day(seconds) {
  const days = Math.round((midnight(clock.now()) - dayOf(seconds)) / DAY);
  if (days === 0) return t("Today");
  if (days === 1) return t("Yesterday");
  const year = new Date(seconds * 1000).getFullYear() === clock.now().getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "long", year }).format(seconds * 1000);
}

/** The time today, the weekday this week, else the date: for the list of chats. */
export function brief(seconds) {
  const days = Math.round((midnight(clock.now()) - dayOf(seconds)) / DAY);
  if (days <= 0) return time(seconds);
  const options = days < 7 ? { weekday: "short" } : { day: "numeric", month: "numeric" };
  return new Intl.DateTimeFormat(locale(), options).format(seconds * 1000);
}

export function size(bytes) {
  if (!bytes) return "";
  const step = Math.min(Math.floor(Math.log2(bytes) / 10), 3);
  return `${(bytes / 1024 ** step).toFixed(step ? 1 : 0)} ${["B", "KB", "MB", "GB"][step]}`;
}

/** How far the clock runs ahead, in days, hours and minutes. */
export function span(seconds) {
  const minutes = Math.round(seconds / 60);
  const parts = [[Math.floor(minutes / 1440), "day"], [Math.floor(minutes / 60) % 24, "hour"], [minutes % 60, "minute"]];
  return parts
    .filter(([n]) => n)
    .map(([n, unit]) => new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "short" }).format(n))
    .join(" ");
}

export const nameOf = (user) => [user?.first_name, user?.last_name].filter(Boolean).join(" ") || user?.title || user?.username || "?";

/** Up to two letters for a round avatar; one Chinese character. */
export function initials(name) {
  const words = name.trim().split(/\s+/);
  const first = [...words[0]][0] ?? "?";
  return /\p{Script=Han}/u.test(first) || words.length === 1 ? first.toUpperCase() : (first + [...words.at(-1)][0]).toUpperCase();
}

/** A stable hue for a name or an id. */
export function hue(key) {
  let hash = 7;
  for (const character of String(key)) hash = (hash * 31 + character.codePointAt(0)) % 9973;
  return (hash * 47) % 360;
}

// Characters that only one of the two ways of writing has and that nearly every sentence needs.
const TRADITIONAL = /[們這個來時說對國會為學發與過還後開點關見經應報華際請設訂閱題頻聞電車長門間問東風萬書]/;
const SIMPLIFIED = /[们这个来时说对国会为学发与过还后开点关见经应报华际请设订阅题频闻电车长门间问东风万书]/;

/** The language of a foreign text, so that the right glyphs and the right voice are chosen; null when unknown. */
export function languageOf(text) {
  if (/[\u3040-\u30ff]/.test(text)) return "ja";
  if (/[\uac00-\ud7af]/.test(text)) return "ko";
  if (!/\p{Script=Han}/u.test(text)) return null;
  return TRADITIONAL.test(text) && !SIMPLIFIED.test(text) ? "zh-Hant" : "zh-Hans";
}
