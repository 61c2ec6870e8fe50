// https://fetch.spec.whatwg.org/#fetch-method. The exchange itself is the embedder's HttpFetcher.
import { addAbortStep } from '../events/abort.js';
import { BodyState, bodyOf } from './body.js';
import { listOfHeaders } from './headers.js';
import { Request, signalOf } from './request.js';
import { networkResponse, sendableBody } from './response.js';

const MAX_REDIRECTS = 20;
const REDIRECT = new Set([301, 302, 303, 307, 308]);
const BODY_HEADERS = new Set(['content-encoding', 'content-language', 'content-location', 'content-type',
  'content-length']);
const CREDENTIAL_HEADERS = new Set(['authorization', 'cookie', 'host', 'proxy-authorization']);

export async function fetch(input, init) {
  habu.checkIo();
  const request = new Request(input, init);
  const signal = signalOf(request);
  signal?.throwIfAborted();
  const resource = request.url.startsWith('file:') ? habu.resource(request.url) : undefined;
  if (resource) return resourceResponse(request.url, resource);
  if (!request.url.startsWith('http')) throw new TypeError(`Fetch API cannot load: ${request.url}`);
  return follow(request, signal);
}

function resourceResponse(url, [bytes, type]) {
  return networkResponse(200, 'OK', ['content-type', type], BodyState.of(bytes), url, false);
}

async function follow(request, signal) {
  let { method, url } = request;
  let headers = listOfHeaders(request.headers);
  const state = bodyOf(request);
  // What can be sent again after a redirect: anything but a stream.
  let body = sendableBody(state);
  const repeatable = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  for (let redirects = 0; ; redirects++) {
    const [status, statusText, list, answer] = await exchange(method, url, headers, body, signal);
    const location = REDIRECT.has(status) && request.redirect !== 'manual' ? valueOf(list, 'location') : undefined;
    if (location === undefined) {
      const content = answer === undefined ? null : BodyState.ofHost(answer);
      return networkResponse(status, statusText, list, content, url, redirects > 0);
    }
    if (answer !== undefined) habu.bodyCancel(answer);
    if (request.redirect === 'error') throw new TypeError(`Redirected to ${location}, which this request refuses`);
    if (redirects === MAX_REDIRECTS) throw new TypeError('Too many redirects');
    const next = habu.load('url').URL.parse(location, url);
    if (next === null || !/^https?:$/.test(next.protocol)) throw new TypeError(`Fetch API cannot load: ${location}`);
    if (status === 303 ? method !== 'GET' && method !== 'HEAD' : status <= 302 && method === 'POST') {
      method = 'GET';
      body = undefined;
      headers = without(headers, BODY_HEADERS);
    } else if (!repeatable) {
      throw new TypeError('A request whose body is a stream cannot follow a redirect');
    }
    if (next.origin !== new (habu.load('url').URL)(url).origin) headers = without(headers, CREDENTIAL_HEADERS);
    url = next.href;
  }
}

async function exchange(method, url, headers, body, signal) {
  const [answer, cancel] = habu.fetch(method, url, headers, body);
  if (!signal) return answer;
  const { promise, reject } = Promise.withResolvers();
  const undo = addAbortStep(signal, (reason) => {
    cancel();
    reject(reason);
  });
  try {
    return await Promise.race([answer, promise]);
  } finally {
    // The body's own reads fail once the exchange is cancelled, so the step stays while the body is open.
    if (signal.aborted) undo();
  }
}

const valueOf = (list, name) => {
  const at = list.findIndex((item, i) => i % 2 === 0 && item === name);
  return at < 0 ? undefined : list[at + 1];
};
const without = (list, names) => list.filter((_, i) => !names.has(list[i - (i % 2)]));
