// Node's crypto: randomness only.
(host) => ({
  webcrypto: crypto,
  getRandomValues: (view) => crypto.getRandomValues(view),
  randomFillSync(view) {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (let i = 0; i < bytes.length; i += 65536) crypto.getRandomValues(bytes.subarray(i, i + 65536));
    return view;
  },
  randomUUID: () => crypto.randomUUID(),
});
