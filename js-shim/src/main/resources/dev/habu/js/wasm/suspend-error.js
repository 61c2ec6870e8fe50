'use strict';
// WebAssembly.SuspendError, laid out like the engine's own error types.
(() => {
  class SuspendError extends Error {}
  Object.defineProperties(SuspendError.prototype, {
    name: { value: 'SuspendError', writable: true, enumerable: false, configurable: true },
    message: { value: '', writable: true, enumerable: false, configurable: true },
  });
  return SuspendError;
})();
