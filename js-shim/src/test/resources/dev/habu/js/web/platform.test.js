test('timers run in the order of their time, with their arguments', async () => {
  const seen = [];
  setTimeout((a, b) => seen.push(a + b), 12, 'c', '!');
  setTimeout(() => seen.push('b'), 6);
  setTimeout(() => seen.push('a'));
  clearTimeout(setTimeout(() => seen.push('never'), 1));
  setImmediate(() => seen.push('now'));
  await sleep(40);
  same(seen, ['a', 'now', 'b', 'c!']);
  same(typeof setTimeout(() => {}, 0), 'number');
  await fails(() => setTimeout('code'), 'TypeError');
});
test('intervals repeat until cleared', async () => {
  let ticks = 0;
  await new Promise((resolve) => {
    const id = setInterval(() => { if (++ticks === 3) { clearInterval(id); resolve(); } }, 1);
  });
  await sleep(5);
  same(ticks, 3);
});
test('Emscripten may set properties on host functions', () => {
  clearTimeout.sig = 'vi';
  same([clearTimeout.sig, setTimeout.name, setTimeout.length], ['vi', 'setTimeout', 1]);
});
test('microtasks come before timers', async () => {
  const seen = [];
  setTimeout(() => seen.push('timer'), 0);
  queueMicrotask((...args) => seen.push(`micro${args.length}`));
  Promise.resolve().then(() => seen.push('then'));
  seen.push('sync');
  await sleep(2);
  same(seen, ['sync', 'micro0', 'then', 'timer']);
});
test('scheduler.wait', async () => {
  await scheduler.wait(1);
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 1);
  await fails(() => scheduler.wait(10000, { signal: controller.signal }), 'AbortError');
});
test('URL and URLSearchParams', async () => {
  const url = new URL('../x?y=1#z', 'http://ü.com:80/a/b');
  url.searchParams.append('k', 'v w');
  same([url.href, url.host, url.origin], ['http://xn--tda.com/x?y=1&k=v+w#z', 'xn--tda.com', 'http://xn--tda.com']);
  same([...new URLSearchParams('a=1&b=%zz&a=2')], [['a', '1'], ['b', '%zz'], ['a', '2']]);
  same(new URL("http://w/[x]|{y}?q='\"<>").href, 'http://w/[x]|%7By%7D?q=%27%22%3C%3E');
  same(new URL('http://w/é✓?q=ü#ß').href, 'http://w/%C3%A9%E2%9C%93?q=%C3%BC#%C3%9F');
  same([URL.canParse('nope'), URL.parse('http://a') instanceof URL], [false, true]);
  await fails(() => new URL('http://a b/'), 'TypeError', 'Invalid URL');
  await fails(() => new URL('http://xn--a/é'.replace('xn--a', 'xn--ü')), 'TypeError');
});
test('simple URLs come apart like others', () => {
  for (const text of ['http://h/', 'http://h', 'https://h:8443/a/b?x=1&y#f', 'http://127.0.0.1:8787/p', 'http://h:80/',
    'HTTP://H/', 'http://h/a/./b/../c', 'http://h//x', 'http://h?q', 'http://h#f', 'http://u:p@h/', 'http://1.2/',
    'http://h/%41', 'http://h/a%', 'http://h/?', 'http://h/#', 'http://0x7f.1/', 'http://h:/', 'http://a.5/x',
    'http://h/..', 'http://h/%2e%2E/x', 'http://h/a\\b']) {
    let slow;
    try {
      // A leading blank is stripped by the parser and keeps the text from being taken for a simple one.
      slow = new URL(` ${text}`);
    } catch {
      same([text, URL.canParse(text)], [text, false]);
      continue;
    }
    const fast = new URL(text);
    const parts = ['href', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash',
      'origin'];
    same(parts.map((part) => fast[part]), parts.map((part) => slow[part]));
    fast.pathname += '/more';
    fast.port = '99';
    slow.pathname += '/more';
    slow.port = '99';
    same(fast.href, slow.href);
  }
});
test('base64', async () => {
  same([btoa('hé'), atob('aGnp'), atob(' aG\nk '), atob('aGk'), atob('YQ=='), atob('YR==')],
    ['aOk=', 'hi\xe9', 'hi', 'hi', 'a', 'a']);
  await fails(() => atob('a'), 'InvalidCharacterError');
  await fails(() => atob('a=b='), 'InvalidCharacterError');
  await fails(() => btoa('✓'), 'InvalidCharacterError');
});
test('TextDecoder', async () => {
  const decode = (label, ...bytes) => new TextDecoder(label).decode(new Uint8Array(bytes));
  same([decode('latin1', 0xe9, 0x80, 0x81), decode('shift_jis', 0x82, 0xa0), decode('koi8-r', 0xc1),
    decode('euc-kr', 0xb0, 0xa1), decode('utf-16le', 0x41, 0), decode(undefined, 0xef, 0xbb, 0xbf, 0x41, 0xff)],
  ['é€\x81', 'あ', 'а', '가', 'A', 'A\ufffd']);
  same(['latin1', 'gb2312', ' UTF8 ', 'sjis'].map((label) => new TextDecoder(label).encoding),
    ['windows-1252', 'gbk', 'utf-8', 'shift_jis']);
  await fails(() => new TextDecoder('nope'), 'RangeError');
  await fails(() => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xff])), 'TypeError');
  const sjis = new TextDecoder('shift_jis');
  same(sjis.decode(new Uint8Array([0x82]), { stream: true }) + sjis.decode(new Uint8Array([0xa0])), 'あ');
});
test('text streams', async () => {
  let text = '';
  for await (const chunk of new Response('hé✓').body.pipeThrough(new TextDecoderStream())) text += chunk;
  same(text, 'hé✓');
  const halves = new ReadableStream({ start(c) { c.enqueue('a\ud83d'); c.enqueue('\udc0d'); c.close(); } });
  same(await new Response(halves.pipeThrough(new TextEncoderStream())).text(), 'a🐍');
});
test('compression streams', async () => {
  for (const format of ['gzip', 'deflate', 'deflate-raw']) {
    const packed = await new Response(new Response('hello '.repeat(1000)).body
      .pipeThrough(new CompressionStream(format))).bytes();
    // In small pieces: a head or a trailer may be cut anywhere.
    let at = 0;
    const pieces = new ReadableStream({
      pull(c) { at < packed.length ? c.enqueue(packed.slice(at, at += 3)) : c.close(); },
    });
    const text = await new Response(pieces.pipeThrough(new DecompressionStream(format))).text();
    same([packed.length < 200, text.length], [true, 6000]);
    const cut = new Response(packed.slice(0, -1)).body.pipeThrough(new DecompressionStream(format));
    await fails(() => new Response(cut).text(), 'TypeError', 'Decompression failed');
  }
  await fails(() => new CompressionStream('zip'), 'TypeError', 'Unsupported');
});
test('digest, HMAC, random values', async () => {
  const hex = (buffer) => Array.from(new Uint8Array(buffer), (b) => b.toString(16).padStart(2, '0')).join('');
  same(hex(await crypto.subtle.digest('SHA-1', utf8('abc'))), 'a9993e364706816aba3e25717850c26c9cd0d89d');
  same(hex(await crypto.subtle.digest({ name: 'md5' }, utf8('abc'))), '900150983cd24fb0d6963f7d28e17f72');
  await fails(() => crypto.subtle.digest('SHA-0', utf8('x')), 'NotSupportedError',
    'Unrecognized or unimplemented digest algorithm requested.');
  await fails(() => crypto.subtle.digest('SHA-256', 'abc'), 'TypeError', "parameter 2 is not of type 'Array'");
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', utf8('secret'), hmac, true, ['sign', 'verify']);
  const mac = await crypto.subtle.sign('HMAC', key, utf8('message'));
  same(hex(mac), '8b5f48702995c1598c573db1e21866a9b825d4a794d169d7060a03605796360b');
  same(await crypto.subtle.verify('HMAC', key, mac, utf8('other')), false);
  const jwk = await crypto.subtle.exportKey('jwk', key);
  const again = await crypto.subtle.importKey('jwk', jwk, hmac, false, ['verify']);
  same(await crypto.subtle.verify('HMAC', again, mac, utf8('message')), true);
  await fails(() => crypto.subtle.sign('HMAC', again, utf8('x')), 'InvalidAccessError');
  await fails(() => crypto.subtle.exportKey('raw', again), 'InvalidAccessError');
  same([crypto.randomUUID().length, new Set(crypto.getRandomValues(new Uint32Array(8))).size > 4], [36, true]);
  await fails(() => crypto.getRandomValues(new Float64Array(1)), 'TypeMismatchError');
  await fails(() => crypto.getRandomValues(new Uint8Array(65537)), 'QuotaExceededError');
});
test('structuredClone', async () => {
  const original = { a: [1, , new Date(0), /x/g, new Map([[1, { b: new Set([2]) }]])], u: new Uint8Array([1, 2]), n: 1n };
  original.self = original;
  const copy = structuredClone(original);
  same([copy.self === copy, copy.a[4].get(1).b.has(2), [...copy.u], copy.a[2].getTime(), copy.a[3].flags, 1 in copy.a],
    [true, true, [1, 2], 0, 'g', false]);
  const error = structuredClone(new RangeError('m', { cause: { deep: 1 } }));
  same([error instanceof RangeError, error.message, error.cause], [true, 'm', { deep: 1 }]);
  const bytes = new Uint8Array([1, 2, 3]);
  const moved = structuredClone({ bytes }, { transfer: [bytes.buffer] });
  same([bytes.length, [...moved.bytes]], [0, [1, 2, 3]]);
  await fails(() => structuredClone({ f() {} }), 'DataCloneError');
  await fails(() => structuredClone(Symbol('s')), 'DataCloneError');
  await fails(() => structuredClone(new Response()), 'DataCloneError');
});
test('large typed arrays are filled and moved like small ones', () => {
  const ints = new Int32Array(1000).fill(7, 10, -100);
  same([ints[9], ints[10], ints[899], ints[900]], [0, 7, 7, 0]);
  same([...new Float64Array(200).fill(NaN, 199)].map(Number.isNaN).lastIndexOf(false), 198);
  const bytes = Uint8Array.from({ length: 300 }, (_, i) => i);
  bytes.copyWithin(10, 0);
  same([bytes[9], bytes[10], bytes[299]], [9, 0, 289 & 255]);
  bytes.copyWithin(0, -5, -2);
  same([...bytes.subarray(0, 4)], [285 & 255, 286 & 255, 287 & 255, 3]);
  const signed = new Int8Array(100);
  signed.set(new Uint8Array(90).fill(255), 10);
  same([signed[9], signed[10], signed[99]], [0, -1, -1]);
  let error;
  try { signed.set(new Uint8Array(91), 10); } catch (e) { error = e.name; }
  same(error, 'RangeError');
  const clamped = new Uint8ClampedArray(100);
  clamped.set(new Int8Array(100).fill(-1));
  same(clamped[0], 0);
});
test('the global scope is a worker and no shell, no Java', () => {
  same([self === globalThis, self instanceof WorkerGlobalScope, navigator.userAgent], [true, true, 'Cloudflare-Workers']);
  same(['Java', 'Packages', 'Polyglot', 'Graal', 'load', 'print', 'read', 'quit', 'process', 'require', 'window', 'java',
    'habu', 'loadWithNewGlobal', 'exit'].filter((name) => name in globalThis), []);
});
test('performance', () => {
  const start = performance.now();
  same([performance.now() >= start, performance.timeOrigin > 1.7e12], [true, true]);
});
test('iterators can be disposed of', async () => {
  let ended = 0;
  function* numbers() { try { yield 1; yield 2; } finally { ended++; } }
  const sync = numbers();
  sync.next();
  sync[Symbol.dispose]();
  async function* later() { try { yield 1; yield 2; } finally { ended++; } }
  const async = later();
  await async.next();
  await async[Symbol.asyncDispose]();
  same([ended, sync.next().done, Symbol.dispose.description], [2, true, 'Symbol.dispose']);
});
