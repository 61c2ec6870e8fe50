test('status and reason phrase', () => {
  same([new Response('').status, new Response('').statusText], [200, 'OK']);
  same([418, 299, 599].map((status) => new Response('', { status }).statusText),
    ["I'm a teapot", 'Successful', 'Server Error']);
  same(new Response('', { status: 404, statusText: '' }).statusText, '');
  same([new Response('', { status: 299 }).ok, new Response('', { status: 300 }).ok], [true, false]);
});
test('status limits', async () => {
  for (const status of [199, 600, 101, 0]) {
    await fails(() => new Response('x', { status }), 'RangeError',
      'Responses may only be constructed with status codes in the range 200 to 599, inclusive.');
  }
  for (const status of [204, 205, 304]) {
    await fails(() => new Response('x', { status }), 'TypeError',
      'Response with null body status (101, 204, 205, or 304) cannot have a body.');
    same(new Response(null, { status }).body, null);
    same(new Response('', { status }).body, null);
  }
});
test('Response.json', async () => {
  const response = Response.json({ a: [1] }, { status: 201, headers: { 'x-a': 'b' } });
  same([response.status, response.headers.get('content-type'), response.headers.get('x-a'), await response.json()],
    [201, 'application/json', 'b', { a: [1] }]);
  await fails(() => Response.json(undefined), 'TypeError');
  await fails(() => Response.json(10n), 'TypeError');
});
test('Response.redirect and Response.error', async () => {
  const response = Response.redirect('https://a.b/c d', 308);
  same([response.status, response.headers.get('location')], [308, 'https://a.b/c%20d']);
  await fails(() => response.headers.set('a', 'b'), 'TypeError', "Can't modify immutable headers.");
  await fails(() => Response.redirect('https://a.b/', 200), 'RangeError', '200 is not a redirect status code.');
  await fails(() => Response.redirect('/relative'), 'TypeError', 'Unable to parse URL: /relative');
  same([Response.error().type, Response.error().status], ['error', 0]);
});
test('Request normalizes and checks', async () => {
  const request = new Request('http://Ex.com/a/../b?q=é', { method: 'post', body: 'x' });
  same([request.method, request.url, request.redirect], ['POST', 'http://ex.com/b?q=%C3%A9', 'follow']);
  same(new Request('http://a/', { method: 'PropFind' }).method, 'PropFind');
  await fails(() => new Request('http://a/', { body: 'x' }), 'TypeError', 'GET or HEAD');
  await fails(() => new Request('http://a/', { method: 'a b' }), 'TypeError', 'Invalid HTTP method');
  await fails(() => new Request('/relative'), 'TypeError', 'Fetch API cannot load: /relative');
  await fails(() => new Request('http://a/', { redirect: 'x' }), 'TypeError');
});
test('a Request made of another takes its parts and its body', async () => {
  const first = new Request('http://a/', { method: 'PUT', body: 'x', headers: { a: 'b' }, redirect: 'manual' });
  const second = new Request(first, { headers: { c: 'd' } });
  same([second.method, second.redirect, second.headers.get('a'), second.headers.get('c'), await second.text()],
    ['PUT', 'manual', null, 'd', 'x']);
  same(first.bodyUsed, true);
});
test('Request.clone', async () => {
  const request = new Request('http://a/', { method: 'POST', body: 'x', headers: { a: 'b' } });
  const copy = request.clone();
  copy.headers.set('a', 'c');
  same([request.headers.get('a'), copy.headers.get('a'), await request.text(), await copy.text()], ['b', 'c', 'x', 'x']);
});
test('objects say what they are', () => {
  same([new Headers(), new Response(), new Request('http://a/'), new FormData(), new Blob(), new URL('http://a/')]
    .map((o) => `${Object.prototype.toString.call(o)} ${o.constructor.name}`),
  ['[object Headers] Headers', '[object Response] Response', '[object Request] Request', '[object FormData] FormData',
    '[object Blob] Blob', '[object URL] URL']);
});
