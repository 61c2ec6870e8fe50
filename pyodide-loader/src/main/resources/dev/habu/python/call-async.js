// Calls an async Python function; a real promise of its result, not the function's own thenable.
async (f, ...args) => await f(...args)
