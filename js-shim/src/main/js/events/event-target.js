// https://dom.spec.whatwg.org/#interface-eventtarget, for targets that have no parent
import { DOMException } from '../dom-exception.js';
import { reportError } from '../report-error.js';
import { tag } from '../tag.js';
import { Event, dispatchState } from './event.js';

export class EventTarget {
  #listeners;

  addEventListener(type, callback, options = {}) {
    if (callback === null || callback === undefined) return;
    if (typeof callback !== 'function' && typeof callback !== 'object') {
      throw new TypeError('An event listener must be a function or an object');
    }
    const capture = typeof options === 'boolean' ? options : !!options?.capture;
    const { once = false, passive = false, signal } = typeof options === 'object' && options !== null ? options : {};
    if (signal?.aborted) return;
    type = `${type}`;
    this.#listeners ??= new Map();
    const list = this.#listeners.get(type);
    if (list?.some((l) => l.callback === callback && l.capture === capture)) return;
    const listener = { callback, capture, once, passive, removed: false };
    // A new list each time: a dispatch under way goes on with the one that it started with.
    this.#listeners.set(type, list ? [...list, listener] : [listener]);
    signal?.addEventListener('abort', () => this.#remove(type, listener));
  }

  removeEventListener(type, callback, options = {}) {
    const capture = typeof options === 'boolean' ? options : !!options?.capture;
    type = `${type}`;
    const found = this.#listeners?.get(type)?.find((l) => l.callback === callback && l.capture === capture);
    if (found) this.#remove(type, found);
  }

  #remove(type, listener) {
    listener.removed = true;
    this.#listeners.set(type, this.#listeners.get(type).filter((l) => l !== listener));
  }

  dispatchEvent(event) {
    if (!(event instanceof Event)) throw new TypeError('dispatchEvent needs an Event');
    const state = event[dispatchState];
    if (state.active) throw new DOMException('The event is already being dispatched', 'InvalidStateError');
    const list = this.#listeners?.get(event.type);
    state.target = this;
    state.active = true;
    state.stopNow = state.stop = false;
    for (const listener of list ?? []) {
      if (listener.removed) continue;
      if (listener.once) this.#remove(event.type, listener);
      state.passive = listener.passive;
      try {
        if (typeof listener.callback === 'function') listener.callback.call(this, event);
        else listener.callback.handleEvent(event);
      } catch (e) {
        reportError(e);
      }
      if (state.stopNow) break;
    }
    state.active = state.passive = false;
    return !event.defaultPrevented;
  }

  // Whether dispatching an event of this type would call anything: saves making the event.
  static hasListeners(target, type) {
    return (target.#listeners?.get(type)?.length ?? 0) > 0;
  }
}

export const { hasListeners } = EventTarget;
delete EventTarget.hasListeners;
tag({ EventTarget });

// Defines the event handler attribute on<type> on a class of targets.
export function handlerAttribute(prototype, type) {
  const handlers = new WeakMap();
  Object.defineProperty(prototype, `on${type}`, {
    configurable: true,
    enumerable: true,
    get() {
      return handlers.get(this)?.handler ?? null;
    },
    set(handler) {
      const known = handlers.get(this);
      if (known) this.removeEventListener(type, known.listener);
      handlers.delete(this);
      if (typeof handler === 'function') {
        const listener = (event) => handler.call(this, event);
        handlers.set(this, { handler, listener });
        this.addEventListener(type, listener);
      }
    },
  });
}
