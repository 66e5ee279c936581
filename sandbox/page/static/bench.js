/** The sandbox's own tools, beside the conversation: time, blocking and roles, faults, the log of calls. */

import { get, post } from "./api.js";
import { confirm, failed, inspect, toast } from "./dialogs.js";
import { el, icon, iconButton } from "./dom.js";
import { clock, moment, nameOf, span } from "./format.js";
import { t } from "./words.js";

/** Calls shown, and remembered with the polls between them; the server keeps its own log. */
const SHOWN = 60;
const KEPT = 400;
const HOUR = 3600;

const SENDING = "sends and edits";
const METHODS = ["", "sendMessage", "editMessageText", "answerCallbackQuery", "answerInlineQuery", "sendChatAction", "getUpdates"];
const KINDS = {
  flood: "429 flood wait",
  server_error: "500 Internal Error",
  bad_gateway: "502 as a web page",
  reset_before: "reset before delivery",
  reset_after: "reset after delivery",
  silent: "delivered, no answer",
  slow: "slow answer",
};
const ROLES = ["creator", "administrator", "member", "left", "kicked"];

const $ = (id) => document.getElementById(id);

export class Bench {
  constructor(app) {
    this.app = app;
    this.node = $("bench");
    this.calls = [];
    this.faults = [];
    setInterval(() => this.tick(), 1000);
    this.node.hidden = localStorage.getItem("bench") !== "open";
  }

  toggle() {
    this.node.hidden = !this.node.hidden;
    localStorage.setItem("bench", this.node.hidden ? "shut" : "open");
    if (!this.node.hidden) this.refresh();
    this.app.room.drawHead();
    (this.node.hidden ? document.querySelector(".bench-button") : this.node.querySelector("button"))?.focus();
  }

  /** Read what the server knows: armed faults and the last calls. */
  async refresh() {
    if (this.node.hidden) return;
    const [{ faults }, { calls }] = await Promise.all([get("faults"), get("calls", { limit: KEPT })]);
    this.faults = faults;
    this.calls = calls;
    this.draw();
  }

  /** A call of the bot was answered. */
  called(call) {
    if (!call.method) return;
    this.calls.push(call);
    this.calls.splice(0, this.calls.length - KEPT);
    if (call.fault) this.refresh().catch(failed);
    if (this.node.hidden || this.pending) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = null;
      this.#drawCalls();
    });
  }

  /** Show the sandbox's time wherever it stands. */
  tick() {
    const now = $("now");
    if (!now) return;
    now.textContent = moment(clock.now());
    const ahead = clock.offset > 500 ? t("{time} ahead of your machine", { time: span(clock.offset / 1000) }) : "";
    $("ahead").textContent = ahead && `+${span(clock.offset / 1000)}`;
    const shown = $("bench-now");
    if (shown) shown.replaceChildren(el("b", { text: moment(clock.now()) }), el("span", { class: "muted", text: ahead || t("Same as your machine") }));
  }

  draw() {
    this.node.setAttribute("aria-label", t("Sandbox tools"));
    if (this.node.hidden) {
      this.tick();
      return;
    }
    const focused = this.node.contains(document.activeElement) ? document.activeElement.id : null;
    this.node.replaceChildren(
      el("header", { class: "bench-head" }, el("h2", { text: t("Sandbox tools") }), iconButton("close", t("Close"), () => this.toggle(), { id: "bench-close" })),
      el("div", { class: "bench-body" }, this.#time(), this.app.room.chat && this.#chat(), this.#faults(), this.#log(), this.#over()));
    this.#drawCalls();
    this.tick();
    if (focused) $(focused)?.focus();
  }

  #section(name, ...content) {
    return el("section", {}, el("h3", { text: t(name) }), content);
  }

  #button(id, label, run, kind = "") {
    return el("button", { type: "button", id, class: `button ${kind}`, onclick: () => run().catch(failed), text: label });
  }

  #time() {
    return this.#section("Time", el("p", { id: "bench-now" }),
      el("div", { class: "buttons" },
        this.#button("hour", t("+1 hour"), () => this.#move({ advance: HOUR })),
        this.#button("day", t("+1 day"), () => this.#move({ advance: 24 * HOUR })),
        this.#button("tomorrow", t("Tomorrow 08:00"), () => this.#move({ to: tomorrow() }))),
      this.#button("next", t("Jump to my next digest"), () => this.#next(), "primary wide"));
  }

  async #move(body) {
    const { now } = await post("clock", body);
    toast(t("The clock now says {time}", { time: moment(new Date(now)) }));
  }

  async #next() {
    const { next } = await get("next", { chat: this.app.room.chat?.id });
    if (!next) toast(t("No digest is due: subscribe first."));
    else await this.#move({ to: next });
  }

  #chat() {
    const { room } = this.app;
    const { chat } = room;
    if (chat.type === "private") {
      const block = () => post("block", { user: chat.id, blocked: !chat.blocked });
      return this.#section("This chat", this.#button("block", t(chat.blocked ? "Unblock the bot" : "Block the bot"), block, chat.blocked ? "" : "danger"));
    }
    const people = [room.bot(), ...room.people()];
    const status = (user) => (chat.members ?? []).find((member) => (member.user?.id ?? member.id) === user.id)?.status ?? "left";
    return this.#section("Roles in this chat", people.map((user) => this.#role(chat, user, status(user))));
  }

  #role(chat, user, status) {
    const choice = el("select", { id: `role-${user.id}`, onchange: () => post("member", { chat: chat.id, user: user.id, status: choice.value }).catch(failed) },
      [...new Set([...ROLES, status])].map((role) => el("option", { value: role, selected: role === status, text: t(role) })));
    return el("label", { class: "field" }, el("span", { text: nameOf(user) }), choice);
  }

  #faults() {
    const method = el("select", { id: "fault-method" }, METHODS.map((name) => el("option", { value: name, text: name || t(SENDING) })), el("option", { value: "*", text: t("any call") }));
    const kind = el("select", { id: "fault-kind" }, Object.entries(KINDS).map(([value, label]) => el("option", { value, text: t(label) })));
    const times = el("input", { id: "fault-times", type: "number", min: "1", max: "99", value: "1" });
    const here = el("input", { id: "fault-here", type: "checkbox" });
    const arm = async () => {
      const chat = here.checked ? this.app.room.chat?.id : undefined;
      await post("fault", { kind: kind.value, method: method.value || undefined, times: Number(times.value) || 1, chat_id: chat });
      await this.refresh();
      toast(t("Wait and see: {method} will fail ({kind})", { method: method.value || t(SENDING), kind: t(KINDS[kind.value]) }));
    };
    const armed = this.faults.map((fault) => el("li", {}, icon("alert"), el("span", { text: `${fault.method ?? t(SENDING)} · ${t(KINDS[fault.kind] ?? fault.kind)} ×${fault.times ?? "∞"}` })));
    return this.#section("Make a call fail",
      el("label", { class: "field" }, el("span", { text: t("Which call") }), method),
      el("label", { class: "field" }, el("span", { text: t("How") }), kind),
      el("label", { class: "field" }, el("span", { text: t("How often") }), times),
      this.app.room.chat && el("label", { class: "check" }, here, t("Only in this chat")),
      this.#button("arm", t("Make the next send fail"), arm, "primary wide"),
      armed.length ? el("ul", { class: "armed", "aria-label": t("Armed") }, armed) : el("p", { class: "muted", text: t("Nothing armed") }),
      armed.length > 0 && this.#button("disarm", t("Disarm all"), () => post("fault", { clear: true }).then(() => this.refresh())));
  }

  #log() {
    return this.#section("Calls of the bot", el("ol", { id: "calls" }));
  }

  #drawCalls() {
    const list = $("calls");
    if (!list) return;
    // A poll without trouble is the bot breathing.
    const told = this.calls.filter(({ method, code }) => method.toLowerCase() !== "getupdates" || code !== 200);
    const rows = told.slice(-SHOWN).reverse().map((call) =>
      el("li", {}, el("button", { type: "button", class: `call ${call.code === 200 ? "good" : "poor"}`, onclick: () => inspect(call.method, call) },
        el("span", { class: "code", text: call.code || "—" }), el("span", { class: "method", text: call.method }),
        el("span", { class: "muted", text: call.description || (call.chat_id ?? "") }))));
    list.replaceChildren(...(rows.length ? rows : [el("li", { class: "muted", text: t("No calls yet") })]));
  }

  #over() {
    const reset = async () => {
      if (await confirm(t("Start over"), t("Forget every chat and message of this sandbox?"))) await post("reset", {});
    };
    return this.#section("Start over", this.#button("reset", t("Start over"), reset, "danger"));
  }
}

/** Tomorrow at eight in the reader's zone, by the sandbox's clock. */
function tomorrow() {
  const at = clock.now();
  at.setDate(at.getDate() + 1);
  at.setHours(8, 0, 0, 0);
  return at.toISOString();
}
