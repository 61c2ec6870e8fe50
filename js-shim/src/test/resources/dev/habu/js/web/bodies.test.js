test('a string body is text/plain, an explicit type wins', async () => {
  const response = new Response('hé');
  same([response.headers.get('content-type'), await response.text()], ['text/plain;charset=UTF-8', 'hé']);
  same(new Response('x', { headers: { 'Content-Type': 'a/b' } }).headers.get('content-type'), 'a/b');
  same(new Response(null).headers.get('content-type'), null);
});
test('other objects become their string', async () => {
  const response = new Response({ toString: () => "{'message': 'ok'}" });
  same([await response.text(), response.headers.get('content-type')], ["{'message': 'ok'}", 'text/plain;charset=UTF-8']);
});
test('bytes have no type and are copied', async () => {
  const bytes = new Uint8Array([0, 1, 254, 255]);
  const response = new Response(bytes.subarray(1));
  bytes.fill(7);
  same(response.headers.get('content-type'), null);
  same([...await response.bytes()], [1, 254, 255]);
  same((await new Response(new ArrayBuffer(3)).arrayBuffer()).byteLength, 3);
  same((await new Response(new DataView(new ArrayBuffer(8), 2, 4)).arrayBuffer()).byteLength, 4);
});
test('URLSearchParams, Blob and FormData bring their type', async () => {
  const search = new Response(new URLSearchParams({ a: '1 2' }));
  same([search.headers.get('content-type'), await search.text()],
    ['application/x-www-form-urlencoded;charset=UTF-8', 'a=1+2']);
  const blob = new Response(new Blob(['x', utf8('y')], { type: 'Text/X' }));
  same([blob.headers.get('content-type'), await blob.text()], ['text/x', 'xy']);
});
test('a body is used once', async () => {
  const response = new Response('x');
  same(response.bodyUsed, false);
  await response.text();
  same(response.bodyUsed, true);
  await fails(() => response.text(), 'TypeError', 'already been used');
  await fails(() => response.clone(), 'TypeError', 'already been used');
  const streamed = new Response('x');
  await streamed.body.getReader().read();
  same(streamed.bodyUsed, true);
});
test('json of a bad body is a SyntaxError', () => fails(() => new Response('{bad').json(), 'SyntaxError'));
test('a UTF-8 mark is dropped from bytes', async () => {
  same(await new Response(new Uint8Array([0xef, 0xbb, 0xbf, 0x41])).text(), 'A');
});
test('a lone surrogate is sent as U+FFFD', async () => {
  same([...await new Response('a\ud800').bytes()], [0x61, 0xef, 0xbf, 0xbd]);
});
test('streams are bodies and bodies are streams', async () => {
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(utf8('a'));
      controller.enqueue(new Uint8Array([98]).buffer);
      controller.close();
    },
  });
  same(await new Response(stream).text(), 'ab');
  let seen = '';
  for await (const chunk of new Response('abc').body) seen += new TextDecoder().decode(chunk);
  same(seen, 'abc');
  const { value } = await new Response('abc').body.getReader({ mode: 'byob' }).read(new Uint8Array(2));
  same([...value], [97, 98]);
});
test('a stream of strings is no body', async () => {
  const stream = new ReadableStream({ start(c) { c.enqueue('text'); c.close(); } });
  await fails(() => new Response(stream).text(), 'TypeError', 'bytes');
});
test('clones read the same', async () => {
  for (const make of [() => 'text', () => utf8('text'), () => new Blob(['text']), () => new Response('text').body]) {
    const response = new Response(make());
    const copy = response.clone();
    same([await response.text(), await copy.text()], ['text', 'text']);
  }
});
test('FormData survives a multipart round trip', async () => {
  const form = new FormData();
  form.append('a', '1\n2');
  form.append('quo"te', 'ü');
  form.append('f', new File([new Uint8Array([13, 10, 45, 45])], 'n"m.bin', { type: 'x/y' }));
  const response = new Response(form);
  const parsed = await response.formData();
  const file = parsed.get('f');
  same([parsed.get('a'), parsed.get('quo"te'), [...parsed.keys()]], ['1\r\n2', 'ü', ['a', 'quo"te', 'f']]);
  same([file.name, file.type, [...await file.bytes()]], ['n"m.bin', 'x/y', [13, 10, 45, 45]]);
});
test('multipart of others: no headers but a name, preamble, epilogue', async () => {
  const body = 'preamble\r\n--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--b\r\n' +
    'content-disposition: form-data; filename="x.txt"; name="f"\r\n\r\nhi\r\n--b--\r\nepilogue';
  const form = await new Response(body, { headers: { 'content-type': 'multipart/form-data; boundary="b"' } }).formData();
  same([form.get('a'), form.get('f').name, await form.get('f').text()], ['', 'x.txt', 'hi']);
  const broken = new Response('--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx',
    { headers: { 'content-type': 'multipart/form-data; boundary=b' } });
  await fails(() => broken.formData(), 'TypeError', 'well-formed');
});
test('form data needs a fitting content type', async () => {
  const type = 'application/x-www-form-urlencoded';
  const form = await new Response('a=1&b=x+y&b=%C3%A9%26&empty=&flag', { headers: { 'content-type': type } }).formData();
  same([...form], [['a', '1'], ['b', 'x y'], ['b', 'é&'], ['empty', ''], ['flag', '']]);
  same(form.get('none'), null);
  const odd = await new Response('%zz=%41&=v&k=%', { headers: { 'content-type': type } }).formData();
  same([...odd], [['zz', 'A'], ['', 'v'], ['k', '']]);
  await fails(() => new Response(utf8('a=1')).formData(), 'TypeError',
    'Parsing a Body as FormData requires a Content-Type header.');
  await fails(() => new Response('a=1').formData(), 'TypeError', 'Unrecognized Content-Type header value.');
});
test('Blob slices share, File keeps its name', async () => {
  const blob = new Blob(['hello ', 'world'], { type: 'a/b' });
  same([blob.size, await blob.slice(-5, -1).text(), blob.slice(2, 1).size], [11, 'worl', 0]);
  same([new File([], 'n', { lastModified: 5 }).lastModified, new File(['x'], 'n') instanceof Blob], [5, true]);
});
