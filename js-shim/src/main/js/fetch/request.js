// https://fetch.spec.whatwg.org/#request-class
import { AbortController, AbortSignal, abortSignal } from '../events/abort.js';
import { DOMException } from '../dom-exception.js';
import { tag } from '../tag.js';
import { Body, BodyState, bodyOf, extractBody, setBody } from './body.js';
import { Headers, headersFromList } from './headers.js';

const fromHost = Symbol('host');
const NORMALIZED = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH']);
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

export class Request extends Body {
  #method = 'GET';
  #url;
  #headers;
  #redirect = 'follow';
  #signal;
  #cf;

  constructor(input, init) {
    super();
    if (input === fromHost) {
      this.#method = init.method;
      this.#url = init.url;
      this.#headers = init.headers;
      return;
    }
    if (arguments.length === 0) throw new TypeError('Request needs a URL or a Request');
    init = init ?? {};
    const other = typeof input === 'object' && input !== null && #method in input ? input : null;
    if (other) {
      this.#method = other.#method;
      this.#url = other.#url;
      this.#redirect = other.#redirect;
      this.#cf = other.#cf;
      this.#signal = other.#signal;
    } else {
      this.#url = parseUrl(`${input}`);
    }
    this.#applyInit(init);
    this.#headers = new Headers(init.headers ?? other?.headers);
    this.#initBody(init.body, other);
  }

  #applyInit({ method, redirect, signal, cf }) {
    if (method !== undefined) this.#method = normalizeMethod(`${method}`);
    if (redirect !== undefined) {
      if (!['follow', 'manual', 'error'].includes(redirect)) {
        throw new TypeError(`Invalid redirect value, must be one of "follow" or "manual" or "error" ("${redirect}")`);
      }
      this.#redirect = redirect;
    }
    if (signal !== undefined) {
      if (signal !== null && !(signal instanceof AbortSignal)) throw new TypeError('signal must be an AbortSignal');
      this.#signal = signal ?? undefined;
    }
    if (cf !== undefined) this.#cf = cf;
  }

  #initBody(body, other) {
    if (body !== undefined && body !== null) {
      if (this.#method === 'GET' || this.#method === 'HEAD') {
        throw new TypeError('Request with a GET or HEAD method cannot have a body.');
      }
      const [state, type] = extractBody(body);
      if (type !== null && !this.#headers.has('content-type')) this.#headers.append('content-type', type);
      setBody(this, state);
    } else if (body === undefined && other && bodyOf(other)) {
      const source = bodyOf(other);
      if (source.unusable) throw new TypeError('Cannot construct a Request with a Request that has already been used.');
      setBody(this, source);
    }
  }

  get method() { return this.#method; }
  get url() { return this.#url; }
  get headers() { return this.#headers; }
  get redirect() { return this.#redirect; }
  get signal() { return this.#signal ??= new AbortController().signal; }
  get cf() { return this.#cf; }
  get fetcher() { return null; }
  get cache() { return 'default'; }
  get credentials() { return 'same-origin'; }
  get destination() { return ''; }
  get integrity() { return ''; }
  get keepalive() { return false; }
  get mode() { return 'cors'; }
  get referrer() { return 'about:client'; }
  get referrerPolicy() { return ''; }
  get duplex() { return 'half'; }

  clone() {
    const body = bodyOf(this)?.clone() ?? null;
    const copy = new Request(fromHost, { method: this.#method, url: this.#url, headers: new Headers(this.#headers) });
    copy.#redirect = this.#redirect;
    copy.#signal = this.#signal;
    copy.#cf = this.#cf;
    setBody(copy, body);
    return copy;
  }

  // The signal that was given or asked for, without making one.
  static signalOf(request) { return request.#signal; }

  static abort(request, reason) {
    if (request.#signal) {
      abortSignal(request.#signal, reason);
    } else {
      request.#signal = AbortSignal.abort(reason);
    }
  }
}

tag({ Request });
export const signalOf = Request.signalOf;
const abort = Request.abort;
delete Request.signalOf;
delete Request.abort;

function normalizeMethod(method) {
  if (!TOKEN.test(method)) throw new TypeError(`Invalid HTTP method string: ${method}`);
  const upper = method.toUpperCase();
  if (upper === 'CONNECT' || upper === 'TRACE' || upper === 'TRACK') {
    throw new TypeError(`Unsupported HTTP method: ${method}`);
  }
  return NORMALIZED.has(upper) ? upper : method;
}

function parseUrl(text) {
  const url = habu.load('url').URL.parse(text);
  if (url === null || !/^(https?|file|data|blob):$/.test(url.protocol)) {
    throw new TypeError(`Fetch API cannot load: ${text}`);
  }
  if (url.username || url.password) {
    throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${text}`);
  }
  return url.href;
}

// A request that the server received; body is an opaque host body, bytes, or undefined. Called from Java.
export function serverRequest(method, url, headerList, body, isHost) {
  const request = new Request(fromHost, { method, url, headers: headersFromList(headerList, true) });
  if (body !== undefined) setBody(request, isHost ? BodyState.ofHost(body) : BodyState.of(body));
  return request;
}

// The client of a request that the server received has gone. Called from Java.
export function abortRequest(request) {
  abort(request, new DOMException('The client has disconnected', 'AbortError'));
}
