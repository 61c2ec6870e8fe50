// The KV API. Evaluated once per binding and isolate; a function that returns the object in env.
//
//   host  {now(), get(key), getAll(keys), put(key, value, expiration, metadata), delete(key), list(prefix, after, limit)};
//         all but the first return promises; an entry is [key, ArrayBuffer, expiration, metadata as JSON]
//
// https://developers.cloudflare.com/kv/api/
(host) => {
  const MAX_KEY_BYTES = 512;
  const MAX_VALUE_BYTES = 25 * 1024 * 1024;
  const MAX_METADATA_BYTES = 1024;
  const MAX_LIST_KEYS = 1000;
  const MAX_BULK_KEYS = 100;
  const MIN_SECONDS = 60;

  const utf8 = new TextEncoder();
  const byteLength = (text) => utf8.encode(text).length;

  function checkKey(key, method) {
    key = `${key}`;
    if (key === "") throw new TypeError("Key name cannot be empty.");
    if (key === "." || key === "..") throw new TypeError(`"${key}" is not allowed as a key name.`);
    checkLength(key, method);
    return key;
  }

  function checkLength(key, method) {
    const length = byteLength(key);
    if (length > MAX_KEY_BYTES) {
      throw new Error(
        `KV ${method} failed: 414 UTF-8 encoded length of ${length} exceeds key length limit of ${MAX_KEY_BYTES}.`,
      );
    }
  }

  // The type that a caller of get wants: a string, or an options object with one.
  function typeOf(options) {
    const type = typeof options === "string" ? options : (options?.type ?? "text");
    const ttl = options?.cacheTtl;
    if (ttl !== undefined && ttl !== null && !(ttl >= 30)) {
      throw new Error(`KV GET failed: 400 Invalid cache_ttl of ${ttl}. Cache TTL must be at least 30.`);
    }
    return type;
  }

  function valueAs(type, bytes) {
    switch (type) {
      case "text":
        return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
      case "json":
        return JSON.parse(new TextDecoder().decode(bytes));
      case "arrayBuffer":
        return bytes;
      case "stream":
        return new Response(bytes).body;
      default:
        throw new TypeError(
          'Unknown response type. Possible types are "text", "arrayBuffer", "json", and "stream".',
        );
    }
  }

  function withMetadata(entry, type) {
    return {
      value: entry === null ? null : valueAs(type, entry[1]),
      metadata: entry?.[3] === undefined ? null : JSON.parse(entry[3]),
      cacheStatus: null,
    };
  }

  async function bulk(keys, options, convert) {
    const type = typeOf(options);
    if (type !== "text" && type !== "json") {
      throw new Error(`KV GET_BULK failed: 400 "${type}" is not a valid type. Use "json" or "text"`);
    }
    const names = [...new Set(Array.from(keys, (key) => checkKey(key, "GET_BULK")))];
    if (names.length === 0 || names.length > MAX_BULK_KEYS) {
      throw new Error(
        names.length === 0
          ? "KV GET_BULK failed: 400 You must request at least one key."
          : `KV GET_BULK failed: 400 You can request a maximum of ${MAX_BULK_KEYS} keys`,
      );
    }
    const entries = await host.getAll(names);
    return new Map(names.map((name, i) => [name, convert(entries[i], type)]));
  }

  const isList = (keys) => typeof keys === "object" && keys !== null && typeof keys[Symbol.iterator] === "function";

  async function bytesOf(value) {
    if (typeof value === "string" || value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value;
    if (habuIsStream(value)) return new Response(value).arrayBuffer();
    throw new TypeError("KV put() accepts only strings, ArrayBuffers, ArrayBufferViews, and ReadableStreams as values.");
  }

  // Without touching the global ReadableStream, which would load it.
  const habuIsStream = (value) => typeof value === "object" && value?.constructor?.name === "ReadableStream";

  function expirationOf({ expiration, expirationTtl }) {
    const fail = (name, value, rule) => {
      throw new Error(`KV PUT failed: 400 Invalid ${name} of ${value}. ${rule}`);
    };
    if (expirationTtl !== undefined && expirationTtl !== null) {
      const seconds = parseInt(expirationTtl);
      if (!(seconds > 0)) fail("expiration_ttl", expirationTtl, "Please specify integer greater than 0.");
      if (seconds < MIN_SECONDS) {
        fail("expiration_ttl", expirationTtl, `Expiration TTL must be at least ${MIN_SECONDS}.`);
      }
      return host.now() + seconds;
    }
    if (expiration === undefined || expiration === null) return 0;
    const time = parseInt(expiration);
    const now = host.now();
    if (!(time > now)) {
      fail(
        "expiration",
        expiration,
        "Please specify integer greater than the current number of seconds since the UNIX epoch.",
      );
    }
    if (time < now + MIN_SECONDS) {
      fail("expiration", expiration, `Expiration times must be at least ${MIN_SECONDS} seconds in the future.`);
    }
    return time;
  }

  class KvNamespace {
    async get(key, options) {
      if (isList(key)) return bulk(key, options, (entry, type) => (entry === null ? null : valueAs(type, entry[1])));
      const type = typeOf(options);
      const entry = await host.get(checkKey(key, "GET"));
      return entry === null ? null : valueAs(type, entry[1]);
    }

    async getWithMetadata(key, options) {
      if (isList(key)) return bulk(key, options, withMetadata);
      const type = typeOf(options);
      return withMetadata(await host.get(checkKey(key, "GET")), type);
    }

    async put(key, value, options) {
      key = checkKey(key, "PUT");
      const bytes = await bytesOf(value);
      const length = typeof bytes === "string" ? byteLength(bytes) : bytes.byteLength;
      if (length > MAX_VALUE_BYTES) {
        throw new Error(`KV PUT failed: 413 Value length of ${length} exceeds limit of ${MAX_VALUE_BYTES}.`);
      }
      const expiration = expirationOf(options ?? {});
      const data = options?.metadata;
      const metadata = data === undefined || data === null ? undefined : JSON.stringify(data);
      if (metadata !== undefined && byteLength(metadata) > MAX_METADATA_BYTES) {
        throw new Error(
          `KV PUT failed: 413 Metadata length of ${byteLength(metadata)} exceeds limit of ${MAX_METADATA_BYTES}.`,
        );
      }
      await host.put(key, bytes, expiration, metadata);
    }

    async delete(key) {
      await host.delete(checkKey(key, "DELETE"));
    }

    async list(options) {
      const prefix = `${options?.prefix ?? ""}`;
      checkLength(prefix, "GET");
      const limit = options?.limit ?? MAX_LIST_KEYS;
      if (!(limit >= 1)) {
        throw new Error(
          `KV GET failed: 400 Invalid key_count_limit of ${limit}. Please specify an integer greater than 0.`,
        );
      }
      if (limit > MAX_LIST_KEYS) {
        throw new Error(
          `KV GET failed: 400 Invalid key_count_limit of ${limit}. Please specify an integer less than ${MAX_LIST_KEYS}.`,
        );
      }
      const cursor = options?.cursor;
      // The cursor is the last key; one entry more tells whether there is a next page.
      const after = cursor ? decodeURIComponent(escape(atob(`${cursor}`))) : undefined;
      const entries = await host.list(prefix, after, Math.trunc(limit) + 1);
      const complete = entries.length <= limit;
      const keys = (complete ? entries : entries.slice(0, limit)).map(([name, , expiration, metadata]) => ({
        name,
        ...(expiration && { expiration }),
        ...(metadata !== undefined && { metadata: JSON.parse(metadata) }),
      }));
      return complete
        ? { keys, list_complete: true, cacheStatus: null }
        : { keys, list_complete: false, cursor: btoa(unescape(encodeURIComponent(keys.at(-1).name))), cacheStatus: null };
    }
  }

  return new KvNamespace();
}
