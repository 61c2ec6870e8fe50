// https://html.spec.whatwg.org/#report-the-exception and #unhandled-promise-rejections. The global scope's listeners are
// found through a hook because the global scope itself depends on this file.
const hooks = { error: () => false, rejection: () => false };

export function setErrorHooks(error, rejection) {
  hooks.error = error;
  hooks.rejection = rejection;
}

export function reportError(error) {
  if (!hooks.error(error)) habu.uncaught(error, false);
}

export function reportRejection(promise, reason) {
  if (!hooks.rejection(promise, reason)) habu.uncaught(reason, true);
}
