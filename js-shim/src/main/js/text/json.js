// JSON.parse whose errors are worded as V8's: workers show them to their clients.
const { parse } = JSON;
Object.defineProperty(JSON, 'parse', {
  value: {
    parse(text, reviver) {
      const source = `${text}`;
      try {
        return parse(source, reviver);
      } catch (e) {
        // The reviver's own errors pass: then the text has no problem.
        const problem = e instanceof SyntaxError ? habu.jsonProblem(source) : undefined;
        throw problem === undefined ? e : new SyntaxError(problem);
      }
    },
  }.parse,
  writable: true,
  configurable: true,
});
