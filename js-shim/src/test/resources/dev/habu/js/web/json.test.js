// What V8 14 says of each text; workerd's of 2024 says the same of those that the goldens have.
const MESSAGES = [
  ['', 'Unexpected end of JSON input'],
  ['{', 'Expected property name or \'}\' in JSON at position 1 (line 1 column 2)'],
  ['{"a":1', 'Expected \',\' or \'}\' after property value in JSON at position 6 (line 1 column 7)'],
  ['[1', 'Expected \',\' or \']\' after array element in JSON at position 2 (line 1 column 3)'],
  ['[', 'Unexpected end of JSON input'],
  ['[1,]', 'Unexpected token \']\', "[1,]" is not valid JSON'],
  ['{"a":1,}', 'Expected double-quoted property name in JSON at position 7 (line 1 column 8)'],
  ['{a:1}', 'Expected property name or \'}\' in JSON at position 1 (line 1 column 2)'],
  ['{\'a\':1}', 'Expected property name or \'}\' in JSON at position 1 (line 1 column 2)'],
  ['{"a" 1}', 'Expected \':\' after property name in JSON at position 5 (line 1 column 6)'],
  ['{"a":}', 'Unexpected token \'}\', "{"a":}" is not valid JSON'],
  ['nul', 'Unexpected end of JSON input'],
  ['nulx', 'Unexpected token \'x\', "nulx" is not valid JSON'],
  ['tru3', 'Unexpected number in JSON at position 3 (line 1 column 4)'],
  ['fals"', 'Unexpected string in JSON at position 4 (line 1 column 5)'],
  ['undefined', '"undefined" is not valid JSON'],
  ['NaN', '"NaN" is not valid JSON'],
  ['Infinity', '"Infinity" is not valid JSON'],
  ['[object Object]', '"[object Object]" is not valid JSON'],
  ['-', 'No number after minus sign in JSON at position 1 (line 1 column 2)'],
  ['-a', 'No number after minus sign in JSON at position 1 (line 1 column 2)'],
  ['01', 'Unexpected number in JSON at position 1 (line 1 column 2)'],
  ['-01', 'Unexpected number in JSON at position 2 (line 1 column 3)'],
  ['1.', 'Unterminated fractional number in JSON at position 2 (line 1 column 3)'],
  ['1.x', 'Unterminated fractional number in JSON at position 2 (line 1 column 3)'],
  ['1e', 'Exponent part is missing a number in JSON at position 2 (line 1 column 3)'],
  ['1e+', 'Exponent part is missing a number in JSON at position 3 (line 1 column 4)'],
  ['1ex', 'Exponent part is missing a number in JSON at position 2 (line 1 column 3)'],
  ['"abc', 'Unterminated string in JSON at position 4 (line 1 column 5)'],
  ['"a\nb"', 'Bad control character in string literal in JSON at position 2 (line 1 column 3)'],
  ['"\\x"', 'Bad escaped character in JSON at position 2 (line 1 column 3)'],
  ['"\\u12g4"', 'Bad Unicode escape in JSON at position 5 (line 1 column 6)'],
  ['"\\', 'Unexpected end of JSON input'],
  ['"\\u12', 'Bad Unicode escape in JSON at position 5 (line 1 column 6)'],
  ['1 2', 'Unexpected non-whitespace character after JSON at position 2 (line 1 column 3)'],
  ['{} x', 'Unexpected non-whitespace character after JSON at position 3 (line 1 column 4)'],
  ['[1 2]', 'Expected \',\' or \']\' after array element in JSON at position 3 (line 1 column 4)'],
  ['<!DOCTYPE html><html></html>', 'Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON'],
  ['<html>', 'Unexpected token \'<\', "<html>" is not valid JSON'],
  ['{"name": "value", "other": oops, "third": 3}',
    'Unexpected token \'o\', ..." "other": oops, "thi"... is not valid JSON'],
  ['{"name": "value", "other": 12345, oops}',
    'Expected double-quoted property name in JSON at position 34 (line 1 column 35)'],
  ['{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": x', 'Unexpected token \'x\', ..."aaaaaaa": x" is not valid JSON'],
  ['[1,\n2,\r\n3\r4]', 'Expected \',\' or \']\' after array element in JSON at position 10 (line 4 column 1)'],
  ['\n\n  }', 'Unexpected token \'}\', "\n\n  }" is not valid JSON'],
  ['.5', 'Unexpected token \'.\', ".5" is not valid JSON'],
  ['+1', 'Unexpected token \'+\', "+1" is not valid JSON'],
  ['True', 'Unexpected token \'T\', "True" is not valid JSON'],
  ['"\u00e9', 'Unterminated string in JSON at position 2 (line 1 column 3)'],
  ['[\u00e9]', 'Unexpected token \'\u00e9\', "[\u00e9]" is not valid JSON'],
  ['123456789012345678901x', 'Unexpected non-whitespace character after JSON at position 21 (line 1 column 22)'],
  ['12345678901234567890x', 'Unexpected non-whitespace character after JSON at position 20 (line 1 column 21)'],
  ['[12345678901234567x]', 'Expected \',\' or \']\' after array element in JSON at position 18 (line 1 column 19)'],
  ['[1234567890123456789x]', 'Expected \',\' or \']\' after array element in JSON at position 20 (line 1 column 21)'],
  ['[[[[1,2', 'Expected \',\' or \']\' after array element in JSON at position 7 (line 1 column 8)'],
  ['{"a":[1,{"b":2}', 'Expected \',\' or \']\' after array element in JSON at position 15 (line 1 column 16)'],
  ['"a"x', 'Unexpected non-whitespace character after JSON at position 3 (line 1 column 4)'],
  ['[1,,2]', 'Unexpected token \',\', "[1,,2]" is not valid JSON'],
  ['{,}', 'Expected property name or \'}\' in JSON at position 1 (line 1 column 2)'],
  ['[:]', 'Unexpected token \':\', "[:]" is not valid JSON'],
  ['null,', 'Unexpected non-whitespace character after JSON at position 4 (line 1 column 5)'],
  ['\u00a01', 'Unexpected token \'\u00a0\', "\u00a01" is not valid JSON'],
  ['{"a":"b":"c"}', 'Expected \',\' or \'}\' after property value in JSON at position 8 (line 1 column 9)'],
  ['1-', 'Unexpected non-whitespace character after JSON at position 1 (line 1 column 2)'],
  ['0x10', 'Unexpected non-whitespace character after JSON at position 1 (line 1 column 2)'],
  ['00', 'Unexpected number in JSON at position 1 (line 1 column 2)'],
  ['1 -', 'Unexpected non-whitespace character after JSON at position 2 (line 1 column 3)'],
  ['n-', 'Unexpected number in JSON at position 1 (line 1 column 2)'],
  ['n1', 'Unexpected number in JSON at position 1 (line 1 column 2)'],
  ['"\ud800', 'Unterminated string in JSON at position 2 (line 1 column 3)'],
  ['-\n', 'No number after minus sign in JSON at position 1 (line 1 column 2)'],
  ['"\\u00e"', 'Bad Unicode escape in JSON at position 6 (line 1 column 7)'],
  ['"\\\u00e9"', 'Bad escaped character in JSON at position 2 (line 1 column 3)'],
  ['"\\\u4e00"', 'Unexpected token \'\u4e00\', ""\\\u4e00"" is not valid JSON'],
];

test('an error of JSON.parse is worded as V8 does', () => {
  for (const [text, message] of MESSAGES) {
    let error;
    try { JSON.parse(text); } catch (e) { error = e; }
    same([text, error.message, error instanceof SyntaxError], [text, message, true]);
  }
});
test('JSON.parse is otherwise what it was', () => {
  const text = ' {"a": [1, -0.5e3, "\\u00e9"], "__proto__": 1}\n';
  same(JSON.parse(text, (key, value) => (key === '0' ? 2 : value)).a, [2, -500, 'é']);
  same([JSON.parse.name, JSON.parse.length, Object.keys(JSON), JSON.parse({ toString: () => '7' })], ['parse', 2, [], 7]);
  const own = new SyntaxError('the reviver has its own');
  let thrown;
  try { JSON.parse('1', () => { throw own; }); } catch (e) { thrown = e; }
  same(thrown === own, true);
  same(JSON.parse('['.repeat(500) + ']'.repeat(500)).length, 1);
  try { JSON.parse('['.repeat(100000)); } catch (e) { thrown = e; }
  same(thrown instanceof SyntaxError || thrown instanceof RangeError, true);
});
