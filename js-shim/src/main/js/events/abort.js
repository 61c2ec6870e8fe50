// https://dom.spec.whatwg.org/#aborting-ongoing-activities
import { DOMException } from '../dom-exception.js';
import { tag } from '../tag.js';
import { Event } from './event.js';
import { EventTarget, handlerAttribute } from './event-target.js';

const internal = Symbol('internal');

export class AbortSignal extends EventTarget {
  #aborted = false;
  #reason;
  // Steps that run before the event is fired: those of signals that depend on this one, and of fetch.
  #steps = new Set();

  constructor(key) {
    if (key !== internal) throw new TypeError('Illegal constructor');
    super();
  }

  get aborted() { return this.#aborted; }
  get reason() { return this.#reason; }

  throwIfAborted() {
    if (this.#aborted) throw this.#reason;
  }

  static abort(reason) {
    const signal = new AbortSignal(internal);
    signal.#aborted = true;
    signal.#reason = reason === undefined ? new DOMException('The operation was aborted', 'AbortError') : reason;
    return signal;
  }

  static timeout(milliseconds) {
    const signal = new AbortSignal(internal);
    setTimeout(() => signal.#abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
      milliseconds);
    return signal;
  }

  static any(signals) {
    const dependent = new AbortSignal(internal);
    const sources = [...signals];
    const aborted = sources.find((source) => source.aborted);
    if (aborted) {
      dependent.#aborted = true;
      dependent.#reason = aborted.reason;
      return dependent;
    }
    const remove = sources.map((source) => addAbortStep(source, (reason) => {
      remove.forEach((undo) => undo());
      dependent.#abort(reason);
    }));
    return dependent;
  }

  #abort(reason) {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    for (const step of this.#steps) step(reason);
    this.#steps.clear();
    this.dispatchEvent(new Event('abort'));
  }

  static addStep(signal, step) {
    signal.#steps.add(step);
    return () => signal.#steps.delete(step);
  }

  static abortNow(signal, reason) { signal.#abort(reason); }

  static create() {
    const signal = new AbortSignal(internal);
    return [signal, (reason) => signal.#abort(reason)];
  }
}

// Runs step(reason) when the signal is aborted, before its event; returns a function that takes it back.
export const addAbortStep = AbortSignal.addStep;
export const abortSignal = AbortSignal.abortNow;
const create = AbortSignal.create;
delete AbortSignal.addStep;
delete AbortSignal.abortNow;
delete AbortSignal.create;
handlerAttribute(AbortSignal.prototype, 'abort');

export class AbortController {
  #signal;
  #abort;

  constructor() {
    [this.#signal, this.#abort] = create();
  }

  get signal() { return this.#signal; }

  abort(reason = new DOMException('The operation was aborted', 'AbortError')) {
    this.#abort(reason);
  }
}

tag({ AbortSignal, AbortController });
