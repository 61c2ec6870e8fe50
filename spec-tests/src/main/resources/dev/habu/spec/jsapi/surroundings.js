'use strict';
// What testharness.js asks of its surroundings; it takes a realm without these scopes for a shell.
globalThis.self = globalThis;
for (const name of Object.getOwnPropertyNames(globalThis)) {
  if (name.endsWith('GlobalScope')) {
    delete globalThis[name];
  }
}
globalThis.GLOBAL = { isWindow: () => false, isWorker: () => false, isShadowRealm: () => false };
