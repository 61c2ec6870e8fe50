// https://html.spec.whatwg.org/#the-workerglobalscope-common-interface: the global object is an event target, and says
// of itself what workerd's does
import { ErrorEvent, PromiseRejectionEvent } from './events/event.js';
import { EventTarget, handlerAttribute, hasListeners } from './events/event-target.js';
import { setErrorHooks } from './report-error.js';
import { tag } from './tag.js';

class GlobalEvents extends EventTarget {}
for (const type of ['error', 'unhandledrejection', 'rejectionhandled']) {
  handlerAttribute(GlobalEvents.prototype, type);
}
export const globalEvents = new GlobalEvents();

export class WorkerGlobalScope extends EventTarget {
  constructor() {
    throw new TypeError('Illegal constructor');
  }
  static [Symbol.hasInstance](value) { return value === globalThis; }
}

export class ServiceWorkerGlobalScope extends WorkerGlobalScope {
  static [Symbol.hasInstance](value) { return value === globalThis; }
}

export class Navigator {
  get userAgent() { return 'Cloudflare-Workers'; }
  get hardwareConcurrency() { return 1; }
}

export class Scheduler {
  wait(milliseconds, options) {
    const signal = options?.signal;
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const timer = setTimeout(resolve, milliseconds);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason);
      }, { once: true });
    });
  }
}
tag({ Navigator, Scheduler, ServiceWorkerGlobalScope, WorkerGlobalScope });

// An event is made only when somebody listens; true if the listener took care of it.
function dispatch(type, make) {
  return hasListeners(globalEvents, type) && !globalEvents.dispatchEvent(make());
}

setErrorHooks(
  (error) => dispatch('error', () => new ErrorEvent('error',
    { error, message: error?.message ?? String(error), cancelable: true })),
  (promise, reason) => dispatch('unhandledrejection', () => new PromiseRejectionEvent('unhandledrejection',
    { promise, reason, cancelable: true })),
);
