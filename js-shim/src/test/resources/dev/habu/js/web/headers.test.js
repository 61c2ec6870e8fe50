test('pairs, a Map, a plain object and Headers make Headers', () => {
  const expected = [['content-type', 'text/html'], ['x-one', '1']];
  same([...new Headers([['X-One', '1'], ['Content-Type', 'text/html']])], expected);
  same([...new Headers(new Map([['X-One', '1'], ['Content-Type', 'text/html']]))], expected);
  same([...new Headers({ 'X-One': 1, 'Content-Type': 'text/html' })], expected);
  same([...new Headers(new Headers(expected))], expected);
  same([...new Headers(new Map(expected).entries())], expected);
});
test('equal names are combined in order, whatever their case', () => {
  const headers = new Headers([['x-a', '1'], ['X-A', '2'], ['x-b', '3']]);
  same(headers.get('X-a'), '1, 2');
  headers.set('x-A', '9');
  same([...headers], [['x-a', '9'], ['x-b', '3']]);
  headers.delete('X-B');
  same([headers.has('x-b'), headers.get('x-b')], [false, null]);
});
test('set-cookie stays apart', () => {
  const headers = new Headers();
  headers.append('Set-Cookie', 'a=1');
  headers.append('set-cookie', 'b=2, c');
  same(headers.getSetCookie(), ['a=1', 'b=2, c']);
  same(headers.getAll('Set-Cookie'), ['a=1', 'b=2, c']);
  same([...headers], [['set-cookie', 'a=1'], ['set-cookie', 'b=2, c']]);
  same([...headers.keys()].length, 2);
});
test('values are trimmed, bad names and values refused', async () => {
  same(new Headers([['a', ' \t b c \n']]).get('a'), 'b c');
  await fails(() => new Headers([['bad name', '1']]), 'TypeError', 'Invalid header name');
  await fails(() => new Headers([['', '1']]), 'TypeError', 'Invalid header name');
  await fails(() => new Headers([['a', 'x\r\ny: z']]), 'TypeError', 'Invalid header value');
  await fails(() => new Headers([['a', '✓']]), 'TypeError', 'Invalid header value');
  await fails(() => new Headers(['ab']), 'TypeError', 'pair');
  await fails(() => new Headers([['a']]), 'TypeError', 'pair');
  await fails(() => new Headers('a: b'), 'TypeError');
});
test('iteration is sorted; forEach passes value, name, headers', () => {
  const headers = new Headers([['b', '2'], ['a', '1']]);
  const seen = [];
  headers.forEach((value, name, all) => seen.push([value, name, all === headers]));
  same(seen, [['1', 'a', true], ['2', 'b', true]]);
  same([...headers.values()], ['1', '2']);
});
