// Node's url: URLs of files, beside the classes of the Web platform.
(host, builtin) => ({
  URL,
  URLSearchParams,
  fileURLToPath(url) {
    const { protocol, pathname } = new URL(url);
    if (protocol !== 'file:') throw new TypeError('The URL must be of scheme file');
    return decodeURIComponent(pathname);
  },
  pathToFileURL(path) {
    const url = new URL('file:///');
    url.pathname = builtin('path').resolve(path).replace(/[%?#]/g, encodeURIComponent);
    return url;
  },
});
