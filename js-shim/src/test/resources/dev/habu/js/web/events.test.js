test('listeners: once, order, objects, removal', () => {
  const target = new EventTarget();
  const seen = [];
  const listener = (event) => seen.push(`a${event.detail}`);
  target.addEventListener('x', listener, { once: true });
  target.addEventListener('x', { handleEvent: (event) => seen.push(`b${event.detail}`) });
  target.dispatchEvent(new CustomEvent('x', { detail: 1 }));
  target.dispatchEvent(new CustomEvent('x', { detail: 2 }));
  same(seen, ['a1', 'b1', 'b2']);
  target.addEventListener('y', listener);
  target.removeEventListener('y', listener);
  target.dispatchEvent(new CustomEvent('y'));
  same(seen.length, 3);
});
test('preventDefault and stopImmediatePropagation', () => {
  const target = new EventTarget();
  let later = false;
  target.addEventListener('x', (event) => { event.preventDefault(); event.stopImmediatePropagation(); });
  target.addEventListener('x', () => { later = true; });
  same([target.dispatchEvent(new Event('x', { cancelable: true })), later], [false, false]);
  same(target.dispatchEvent(new Event('x')), true);
});
test('abort: reason, event, handler, any, timeout', async () => {
  const controller = new AbortController();
  const seen = [];
  controller.signal.onabort = () => seen.push('handler');
  controller.signal.addEventListener('abort', () => seen.push('listener'));
  const any = AbortSignal.any([controller.signal, new AbortController().signal]);
  controller.abort();
  controller.abort('again');
  same([seen, controller.signal.reason.name, any.aborted, any.reason === controller.signal.reason],
    [['handler', 'listener'], 'AbortError', true, true]);
  await fails(() => controller.signal.throwIfAborted(), 'AbortError');
  same(AbortSignal.abort('why').reason, 'why');
  const timeout = AbortSignal.timeout(1);
  await new Promise((resolve) => { timeout.onabort = resolve; });
  same(timeout.reason.name, 'TimeoutError');
  await fails(() => new AbortSignal(), 'TypeError', 'Illegal constructor');
});
test('DOMException', () => {
  const error = new DOMException('m', 'AbortError');
  same([error.name, error.message, error.code, error instanceof Error, DOMException.ABORT_ERR, `${error}`],
    ['AbortError', 'm', 20, true, 20, 'AbortError: m']);
});
test('rejections that nobody handles reach the global listener', async () => {
  const reason = new Error('left alone');
  const event = await new Promise((resolve) => {
    addEventListener('unhandledrejection', (e) => { e.preventDefault(); resolve(e); }, { once: true });
    Promise.reject(reason);
  });
  same(event.reason === reason, true);
});
test('errors in timers reach the global listener', async () => {
  const event = await new Promise((resolve) => {
    addEventListener('error', (e) => { e.preventDefault(); resolve(e); }, { once: true });
    queueMicrotask(() => { throw new RangeError('in a microtask'); });
  });
  same([event.message, event.error.name], ['in a microtask', 'RangeError']);
});
