// A test file calls test(name, body); the result of this script runs one test and is a promise.
globalThis.tests = new Map();
globalThis.test = (name, body) => tests.set(name, body);

globalThis.same = (actual, expected) => {
  const [a, b] = [actual, expected].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`expected ${b} but got ${a}`);
};

globalThis.fails = async (body, name, message) => {
  let error;
  try {
    await body();
  } catch (e) {
    error = e;
  }
  if (!error) throw new Error(`expected a ${name}`);
  same(error.name, name);
  if (message !== undefined && !error.message.includes(message)) {
    throw new Error(`expected "${message}" in "${error.message}"`);
  }
};

globalThis.utf8 = (text) => new TextEncoder().encode(text);
globalThis.sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
(name) => tests.get(name)();
