/**
 * The messages of one chat, of which only a window is in the document.
 *
 * However many messages a chat has, at most LIMIT of them are elements; the rest are objects, or still on the server.
 * Whatever is added or removed outside the view, the message that is being read stays where it is.
 */

const LIMIT = 200;
const STEP = 60;
/** Pixels beyond the view at which more messages are drawn. */
const EDGE = 900;
/** Messages remembered per chat while its end is in view; older ones are asked for again. */
const KEPT = 2000;

export class Timeline {
  /**
   * `draw(message, previous)` gives an element; `older(id)` resolves to {messages, more} before that id;
   * `onchange({atEnd, unseen})` hears whether the newest message is in view.
   */
  constructor(scroller, list, { draw, older, onchange }) {
    Object.assign(this, { scroller, list, draw, older, onchange });
    this.clear();
    scroller.addEventListener("scroll", () => this.#fill(), { passive: true });
    new ResizeObserver(() => this.stuck && this.toEnd()).observe(scroller);
    new ResizeObserver(() => this.stuck && this.toEnd()).observe(list);
  }

  /** Forget everything. */
  clear() {
    this.messages = [];
    this.more = false;
    this.from = this.to = 0;
    this.stuck = true;
    this.unseen = 0;
    this.top = 0;
    this.loading = null;
    this.waiting = [];
    this.list.replaceChildren();
  }

  /** Show the newest page of a chat; `more`: older ones are on the server. */
  open(messages, more) {
    this.clear();
    this.messages = messages;
    this.more = more;
    this.#draw(Math.max(0, messages.length - STEP), messages.length);
    this.toEnd();
  }

  /** Add new messages; many in one turn are drawn once. */
  add(message) {
    if (!this.waiting.length) requestAnimationFrame(() => this.#flush());
    this.waiting.push(message);
  }

  #flush() {
    const known = this.messages.at(-1)?.message_id ?? 0;
    const fresh = this.waiting.filter((message) => message.message_id > known);
    this.waiting = [];
    if (!fresh.length) return;
    const whole = this.to === this.messages.length;
    this.messages.push(...fresh);
    if (this.stuck) {
      if (fresh.length > STEP) this.#draw(this.messages.length - STEP, this.messages.length);
      else this.#below(this.messages.length);
      this.#forget();
      this.toEnd();
      if (fresh.length === 1) this.#fromItsTop();
    } else {
      this.unseen += fresh.length;
      if (whole && this.to - this.from < LIMIT) this.#below(Math.min(this.messages.length, this.from + LIMIT));
    }
    this.#tell();
  }

  /** A message that is longer than the view is read from its first line, so that is where it is shown. */
  #fromItsTop() {
    const item = this.list.lastElementChild;
    if (item.offsetHeight <= this.scroller.clientHeight) return;
    this.stuck = false;
    this.top = this.scroller.scrollTop -= item.offsetHeight - this.scroller.clientHeight + 8;
  }

  /** Replace a message in place, with the keyboard focus kept on the same button of it. */
  update(message) {
    const at = this.#find(message.message_id);
    if (at < 0) return;
    this.messages[at] = message;
    if (at < this.from || at >= this.to) return;
    const old = this.list.children[at - this.from];
    const focused = [...old.querySelectorAll("a, button")].indexOf(document.activeElement);
    const fresh = this.draw(message, this.messages[at - 1]);
    fresh.classList.add("changed");
    this.#hold(() => old.replaceWith(fresh), old);
    if (focused >= 0) [...fresh.querySelectorAll("a, button")].at(Math.min(focused, fresh.querySelectorAll("a, button").length - 1))?.focus();
  }

  /** Take messages out. */
  remove(ids) {
    for (const id of ids) {
      const at = this.#find(id);
      if (at < 0) continue;
      this.messages.splice(at, 1);
      if (at < this.from) this.from -= 1;
      else if (at < this.to) this.list.children[at - this.from].remove();
      if (at < this.to) this.to -= 1;
    }
  }

  /** Show the newest message and follow the ones to come. */
  toEnd() {
    if (this.to < this.messages.length) this.#draw(Math.max(0, this.messages.length - STEP), this.messages.length);
    this.stuck = true;
    this.unseen = 0;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#tell();
  }

  #tell() {
    this.onchange({ atEnd: this.stuck, unseen: this.unseen });
  }

  #find(id) {
    let low = 0;
    let high = this.messages.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.messages[middle].message_id;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  #elements(from, to) {
    const out = document.createDocumentFragment();
    for (let at = from; at < to; at += 1) out.append(this.draw(this.messages[at], this.messages[at - 1]));
    return out;
  }

  #draw(from, to) {
    this.from = from;
    this.to = to;
    this.list.replaceChildren(this.#elements(from, to));
  }

  /** Change the list while the element that is being read (or `beside`'s neighbour) keeps its place on the screen. */
  #hold(change, beside) {
    const top = this.scroller.getBoundingClientRect().top;
    const anchor = [...this.list.children].find((item) => item !== beside && item.getBoundingClientRect().bottom > top);
    const before = anchor?.getBoundingClientRect().top;
    change();
    if (this.stuck) this.scroller.scrollTop = this.scroller.scrollHeight;
    else if (anchor?.isConnected) this.scroller.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  #above(from) {
    this.#hold(() => {
      const first = this.list.firstElementChild;
      // The first message has lost or got a neighbour: its day line and its grouping change.
      if (first) first.replaceWith(this.draw(this.messages[this.from], this.messages[this.from - 1]));
      this.list.prepend(this.#elements(from, this.from));
      this.from = from;
      while (this.to - this.from > LIMIT && this.#outside(this.list.lastElementChild)) {
        this.list.lastElementChild.remove();
        this.to -= 1;
      }
    }, this.list.firstElementChild);
  }

  #below(to) {
    this.#hold(() => {
      this.list.append(this.#elements(this.to, to));
      this.to = to;
      while (this.to - this.from > LIMIT && (this.stuck || this.#outside(this.list.firstElementChild))) {
        this.list.firstElementChild.remove();
        this.from += 1;
      }
    });
  }

  #outside(item) {
    const view = this.scroller.getBoundingClientRect();
    const { top, bottom } = item.getBoundingClientRect();
    return bottom < view.top - EDGE || top > view.bottom + EDGE;
  }

  #forget() {
    const surplus = Math.min(this.messages.length - KEPT, this.from);
    if (surplus <= 0) return;
    this.messages.splice(0, surplus);
    this.from -= surplus;
    this.to -= surplus;
    this.more = true;
  }

  #fill() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const left = scrollHeight - scrollTop - clientHeight;
    const atEnd = left < 48 && this.to === this.messages.length;
    // Only scrolling up lets go of the end: a view that gets smaller, or a message that grows, does not.
    const stuck = atEnd || (this.stuck && scrollTop >= this.top);
    this.top = scrollTop;
    if (stuck !== this.stuck || (atEnd && this.unseen)) {
      this.stuck = stuck;
      if (atEnd) this.unseen = 0;
      this.#tell();
    }
    if (left < EDGE && this.to < this.messages.length) this.#below(Math.min(this.messages.length, this.to + STEP));
    if (scrollTop < EDGE && this.from > 0) this.#above(Math.max(0, this.from - STEP));
    else if (scrollTop < EDGE && this.more) this.#load();
  }

  async #load() {
    if (this.loading) return;
    const turn = (this.loading = {});
    this.list.setAttribute("aria-busy", "true");
    try {
      const { messages, more } = await this.older(this.messages[0]?.message_id);
      if (this.loading !== turn) return;
      this.more = more && messages.length > 0;
      this.messages.unshift(...messages);
      this.from += messages.length;
      this.to += messages.length;
    } finally {
      if (this.loading === turn) this.loading = null;
      this.list.removeAttribute("aria-busy");
    }
    this.#fill();
  }
}
