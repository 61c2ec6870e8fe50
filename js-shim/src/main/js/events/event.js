// https://dom.spec.whatwg.org/#events
import { tag } from '../tag.js';

export const dispatchState = Symbol('dispatch');

export class Event {
  static NONE = 0;
  static CAPTURING_PHASE = 1;
  static AT_TARGET = 2;
  static BUBBLING_PHASE = 3;

  #type;
  #init;
  #timeStamp = habu.now();
  #canceled = false;
  // What EventTarget keeps about the dispatch under way: target, passive listener, flags.
  [dispatchState] = { target: null, active: false, stop: false, stopNow: false, passive: false };

  constructor(type, init = {}) {
    if (arguments.length === 0) throw new TypeError("Event constructor needs a type");
    this.#type = `${type}`;
    this.#init = init ?? {};
  }

  get type() { return this.#type; }
  get target() { return this[dispatchState].target; }
  get srcElement() { return this[dispatchState].target; }
  get currentTarget() { return this[dispatchState].active ? this[dispatchState].target : null; }
  get eventPhase() { return this[dispatchState].active ? Event.AT_TARGET : Event.NONE; }
  get bubbles() { return !!this.#init.bubbles; }
  get cancelable() { return !!this.#init.cancelable; }
  get composed() { return !!this.#init.composed; }
  get defaultPrevented() { return this.#canceled; }
  get returnValue() { return !this.#canceled; }
  set returnValue(value) { if (!value) this.preventDefault(); }
  get cancelBubble() { return this[dispatchState].stop; }
  set cancelBubble(value) { if (value) this[dispatchState].stop = true; }
  get isTrusted() { return false; }
  get timeStamp() { return this.#timeStamp; }

  composedPath() {
    return this[dispatchState].active ? [this[dispatchState].target] : [];
  }

  stopPropagation() { this[dispatchState].stop = true; }

  stopImmediatePropagation() {
    this[dispatchState].stop = this[dispatchState].stopNow = true;
  }

  preventDefault() {
    if (this.#init.cancelable && !this[dispatchState].passive) this.#canceled = true;
  }
}

export class CustomEvent extends Event {
  #detail;
  constructor(type, init = {}) {
    super(type, init);
    this.#detail = init?.detail ?? null;
  }
  get detail() { return this.#detail; }
}

export class ErrorEvent extends Event {
  #init;
  constructor(type, init = {}) {
    super(type, init);
    this.#init = init ?? {};
  }
  get message() { return `${this.#init.message ?? ''}`; }
  get filename() { return `${this.#init.filename ?? ''}`; }
  get lineno() { return this.#init.lineno ?? 0; }
  get colno() { return this.#init.colno ?? 0; }
  get error() { return this.#init.error; }
}

export class MessageEvent extends Event {
  #init;
  constructor(type, init = {}) {
    super(type, init);
    this.#init = init ?? {};
  }
  get data() { return this.#init.data ?? null; }
  get origin() { return `${this.#init.origin ?? ''}`; }
  get lastEventId() { return `${this.#init.lastEventId ?? ''}`; }
  get source() { return this.#init.source ?? null; }
  get ports() { return this.#init.ports ?? []; }
}

export class CloseEvent extends Event {
  #init;
  constructor(type, init = {}) {
    super(type, init);
    this.#init = init ?? {};
  }
  get wasClean() { return !!this.#init.wasClean; }
  get code() { return this.#init.code ?? 0; }
  get reason() { return `${this.#init.reason ?? ''}`; }
}

export class PromiseRejectionEvent extends Event {
  #init;
  constructor(type, init) {
    super(type, init);
    this.#init = init;
  }
  get promise() { return this.#init.promise; }
  get reason() { return this.#init.reason; }
}

tag({ Event, CustomEvent, ErrorEvent, MessageEvent, CloseEvent, PromiseRejectionEvent });
