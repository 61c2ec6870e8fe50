// Parts of whatwg-url that Java does in microseconds: URLs that are in their serialized form already, which nearly all
// are, and the form encoding of queries. Everything else takes the library's own way.
import machine from 'whatwg-url/lib/url-state-machine.js';
import urlencoded from 'whatwg-url/lib/urlencoded.js';

const { basicURLParse } = machine;

machine.basicURLParse = (input, options) => {
  // A base, a state or a URL to change stands in the options; an absolute URL without them depends on nothing else.
  const parts = options?.baseURL || options?.stateOverride ? undefined : habu.splitSimpleUrl(input);
  if (!parts) return basicURLParse(input, options);
  const [scheme, host, port, path, query] = parts;
  return { scheme, username: '', password: '', host, port, path, query, fragment: null };
};

urlencoded.parseUrlencodedString = habu.parseUrlencoded;
urlencoded.serializeUrlencoded = habu.serializeUrlencoded;
