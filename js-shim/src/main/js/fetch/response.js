// https://fetch.spec.whatwg.org/#response-class
import { tag } from '../tag.js';
import { Body, BodyState, bodyOf, extractBody, setBody } from './body.js';
import { Headers, headersFromList, listOfHeaders } from './headers.js';
import { defaultStatusText } from './status-text.js';

const NULL_BODY = new Set([101, 204, 205, 304]);
const REDIRECT = new Set([301, 302, 303, 307, 308]);

export class Response extends Body {
  #status = 200;
  #statusText;
  #headers;
  #url = '';
  #redirected = false;
  #type = 'default';

  constructor(body = null, init = {}) {
    super();
    const { status, statusText, headers } = init ?? {};
    this.#status = checkStatus(status ?? 200);
    // Python's None may arrive as null.
    if (statusText !== undefined && statusText !== null) this.#statusText = checkStatusText(`${statusText}`);
    this.#headers = new Headers(headers);
    if (body === null || body === undefined) return;
    if (NULL_BODY.has(this.#status)) {
      if (body === '') return;
      throw new TypeError('Response with null body status (101, 204, 205, or 304) cannot have a body.');
    }
    const [state, type] = extractBody(body);
    if (type !== null && !this.#headers.has('content-type')) this.#headers.append('content-type', type);
    setBody(this, state);
  }

  static json(data, init = {}) {
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError('The value is not JSON serializable');
    const response = new Response(text, init);
    if (!new Headers(init?.headers).has('content-type')) response.#headers.set('content-type', 'application/json');
    return response;
  }

  static redirect(url, status = 302) {
    const parsed = habu.load('url').URL.parse(`${url}`);
    if (parsed === null) throw new TypeError(`Unable to parse URL: ${url}`);
    if (!REDIRECT.has(+status)) throw new RangeError(`${status} is not a redirect status code.`);
    const response = new Response(null, { status });
    response.#headers = headersFromList(['location', parsed.href], true);
    return response;
  }

  static error() {
    const response = new Response();
    response.#status = 0;
    response.#statusText = '';
    response.#type = 'error';
    response.#headers = headersFromList([], true);
    return response;
  }

  get status() { return this.#status; }
  get statusText() { return this.#statusText ?? defaultStatusText(this.#status); }
  get ok() { return this.#status >= 200 && this.#status <= 299; }
  get headers() { return this.#headers; }
  get url() { return this.#url; }
  get redirected() { return this.#redirected; }
  get type() { return this.#type; }
  get webSocket() { return null; }
  get cf() { return undefined; }

  clone() {
    const copy = new Response();
    setBody(copy, bodyOf(this)?.clone() ?? null);
    copy.#status = this.#status;
    copy.#statusText = this.#statusText;
    copy.#headers = new Headers(this.#headers);
    copy.#url = this.#url;
    copy.#redirected = this.#redirected;
    copy.#type = this.#type;
    return copy;
  }

  static fromNetwork(status, statusText, headerList, state, url, redirected) {
    const response = new Response();
    response.#status = status;
    response.#statusText = statusText;
    response.#headers = headersFromList(headerList, true);
    response.#url = url;
    response.#redirected = redirected;
    response.#type = 'basic';
    setBody(response, state);
    return response;
  }
}

function checkStatus(status) {
  const number = Math.trunc(+status) || 0;
  if (number < 200 || number > 599) {
    throw new RangeError('Responses may only be constructed with status codes in the range 200 to 599, inclusive.');
  }
  return number;
}

function checkStatusText(text) {
  if (/[^\t\x20-\x7e\x80-\xff]/.test(text)) throw new TypeError('Invalid statusText');
  return text;
}

tag({ Response });
export const networkResponse = Response.fromNetwork;
delete Response.fromNetwork;

// [status, status text, header list, body] of a response that is to be sent; undefined if it is none. The body is a
// string, bytes, an opaque host body, a reader of a stream, or undefined. Called from Java.
export function sendableResponse(response) {
  if (!(response instanceof Response)) return undefined;
  const state = bodyOf(response);
  return [response.status, response.statusText, listOfHeaders(response.headers), sendableBody(state)];
}

export function sendableBody(state) {
  if (!state) return undefined;
  const content = state.take();
  return habu.loaded('streams') && content instanceof habu.load('streams').ReadableStream
    ? content.getReader()
    : content;
}
