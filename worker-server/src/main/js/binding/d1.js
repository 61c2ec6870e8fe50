// The D1 API. Evaluated once per binding and isolate; a function that returns the object in env.
//
//   host  {prepare(text), prepareInSession(text, executed), batch(statements), batchOfArray(array), exec(text), dump(), bookmark()};
//         those that work on the database return promises, `executed` is called after each success. In return it gets
//         statementPrototype, whose methods Java adds, failure(kind, message, cause), bytes(value) and batchOf(statements).
//
// https://developers.cloudflare.com/d1/worker-api/
(host) => {
  class D1PreparedStatement {}
  host.statementPrototype = D1PreparedStatement.prototype;

  host.failure = (kind, message, cause) => new Error(`${kind}: ${message}`, { cause: new Error(cause) });

  function failure(kind, error) {
    const message = error?.message ?? `${error}`;
    return host.failure(kind, message, message);
  }

  // What SQLite gets for a value that is neither a primitive nor a buffer.
  host.bytes = (value) => {
    if (Array.isArray(value) && value.every((byte) => typeof byte === "number" && byte >= 0 && byte < 256)) {
      return Uint8Array.from(value);
    }
    throw failure("D1_TYPE_ERROR", `Type '${typeof value}' not supported for value '${value}'`);
  };

  host.batchOf = async (statements) => host.batchOfArray(Array.from(statements));

  class D1DatabaseSession {
    #bookmark = null;
    #asked = false;

    constructor(constraint) {
      if (constraint !== undefined && !`${constraint}`.startsWith("first-")) this.#bookmark = `${constraint}`;
    }

    prepare(text) {
      return host.prepareInSession(text, () => {
        this.#asked = true;
      });
    }

    async batch(statements) {
      const results = await host.batch(statements);
      this.#asked = true;
      return results;
    }

    getBookmark() {
      return this.#asked ? host.bookmark() : this.#bookmark;
    }
  }

  class D1Database {
    async exec(text) {
      try {
        const [count, duration] = await host.exec(`${text}`);
        return { count, duration };
      } catch (error) {
        throw failure("D1_EXEC_ERROR", error);
      }
    }

    withSession(constraintOrBookmark) {
      return new D1DatabaseSession(constraintOrBookmark);
    }

    async dump() {
      try {
        return await host.dump();
      } catch (error) {
        throw failure("D1_DUMP_ERROR", error);
      }
    }
  }
  for (const name of ["prepare", "batch"]) {
    const value = host[name];
    Object.defineProperty(D1Database.prototype, name, { value, writable: true, configurable: true });
  }

  return new D1Database();
}
