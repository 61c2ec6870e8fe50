// Puts the Web platform on the global object, and hands Java the functions that it calls.
import '../dispose-symbols.js';
import '../text/json.js';
import { console } from '../console.js';
import { Crypto, crypto } from '../crypto.js';
import { DOMException } from '../dom-exception.js';
import { AbortController, AbortSignal } from '../events/abort.js';
import {
  CloseEvent, CustomEvent, ErrorEvent, Event, MessageEvent, PromiseRejectionEvent,
} from '../events/event.js';
import { EventTarget } from '../events/event-target.js';
import { fetch } from '../fetch/fetch.js';
import { Headers } from '../fetch/headers.js';
import { Request, abortRequest, serverRequest } from '../fetch/request.js';
import { Response, networkResponse, sendableResponse } from '../fetch/response.js';
import { Blob, File } from '../files/blob.js';
import { FormData } from '../files/form-data.js';
import {
  Navigator, Scheduler, ServiceWorkerGlobalScope, WorkerGlobalScope, globalEvents,
} from '../global-scope.js';
import { Performance, performance } from '../performance.js';
import { reportError, reportRejection } from '../report-error.js';
import { structuredClone } from '../structured-clone.js';
import { atob, btoa } from '../text/base64.js';
import { TextDecoder } from '../text/text-decoder.js';

function define(name, value) {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}

// A global whose script is loaded when the global is first read.
function defineLazy(script, ...names) {
  for (const name of names) {
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get() {
        const value = habu.load(script)[name];
        define(name, value);
        return value;
      },
      set(value) { define(name, value); },
    });
  }
}

const globals = {
  AbortController, AbortSignal, Blob, CloseEvent, Crypto, CustomEvent, DOMException, ErrorEvent, Event, EventTarget,
  File, FormData, Headers, MessageEvent, Navigator, Performance, PromiseRejectionEvent, Request, Response, Scheduler,
  ServiceWorkerGlobalScope, TextDecoder, WorkerGlobalScope, atob, btoa, console, crypto, fetch, performance,
  reportError, structuredClone,
  navigator: new Navigator(),
  scheduler: new Scheduler(),
  self: globalThis,
  queueMicrotask(callback) {
    if (typeof callback !== 'function') throw new TypeError('queueMicrotask needs a function');
    // Without an argument: a Python function would refuse it.
    Promise.resolve().then(() => callback()).catch(reportError);
  },
  addEventListener: globalEvents.addEventListener.bind(globalEvents),
  removeEventListener: globalEvents.removeEventListener.bind(globalEvents),
  dispatchEvent: globalEvents.dispatchEvent.bind(globalEvents),
};
for (const name of Object.keys(globals)) define(name, globals[name]);

defineLazy('url', 'URL', 'URLSearchParams');
defineLazy('subtle', 'CryptoKey', 'SubtleCrypto');
defineLazy('streams', 'ByteLengthQueuingStrategy', 'CompressionStream', 'CountQueuingStrategy', 'DecompressionStream',
  'FixedLengthStream', 'IdentityTransformStream', 'ReadableByteStreamController', 'ReadableStream',
  'ReadableStreamBYOBReader', 'ReadableStreamBYOBRequest', 'ReadableStreamDefaultController',
  'ReadableStreamDefaultReader', 'TextDecoderStream', 'TextEncoderStream', 'TransformStream',
  'TransformStreamDefaultController', 'WritableStream', 'WritableStreamDefaultController',
  'WritableStreamDefaultWriter');

export { abortRequest, networkResponse, reportRejection, sendableResponse, serverRequest };
