// The D1 API. Evaluated once per binding and isolate; a function that returns the object in env.
//
//   host  {query(texts, parameters, asObjects), exec(text), dump(), bookmark()}; the first three return promises, which
//         are rejected with what SQLite says
//
// https://developers.cloudflare.com/d1/worker-api/
(host) => {
  function failure(kind, error) {
    const message = error?.message ?? `${error}`;
    return new Error(`${kind}: ${message}`, { cause: new Error(message) });
  }

  async function query(statements, asObjects) {
    try {
      return await host.query(
        statements.map((statement) => statement.statement),
        statements.map((statement) => statement.params),
        asObjects,
      );
    } catch (error) {
      throw failure("D1_ERROR", error);
    }
  }

  // What SQLite gets for a value of JavaScript.
  function parameter(value) {
    switch (typeof value) {
      case "number":
      case "string":
        return value;
      case "boolean":
        return value ? 1 : 0;
      case "object":
        if (value === null) return null;
        if (value instanceof ArrayBuffer) return new Uint8Array(value);
        if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
        if (Array.isArray(value) && value.every((byte) => typeof byte === "number" && byte >= 0 && byte < 256)) {
          return Uint8Array.from(value);
        }
    }
    throw failure("D1_TYPE_ERROR", `Type '${typeof value}' not supported for value '${value}'`);
  }

  class D1PreparedStatement {
    constructor(statement, params) {
      this.statement = statement;
      this.params = params;
    }

    bind(...values) {
      return new D1PreparedStatement(this.statement, values.map(parameter));
    }

    async all() {
      return (await query([this], true))[0];
    }

    run() {
      return this.all();
    }

    async first(column) {
      const row = (await this.all()).results[0];
      if (row === undefined) return null;
      if (column === undefined || column === null) return row;
      if (!Object.hasOwn(row, column)) {
        throw new Error(`D1_COLUMN_NOTFOUND: Column not found (${column})`, { cause: new Error("Column not found") });
      }
      return row[column];
    }

    async raw(options) {
      const [columns, rows] = (await query([this], false))[0];
      return options?.columnNames ? [columns, ...rows] : rows;
    }
  }

  class D1DatabaseSession {
    #bookmark = null;
    #asked = false;

    constructor(constraint) {
      if (constraint !== undefined && !`${constraint}`.startsWith("first-")) this.#bookmark = `${constraint}`;
    }

    prepare(text) {
      return new D1SessionStatement(this, `${text}`, []);
    }

    async batch(statements) {
      const results = await batch(statements);
      this.advance();
      return results;
    }

    advance() {
      this.#asked = true;
    }

    getBookmark() {
      return this.#asked ? host.bookmark() : this.#bookmark;
    }
  }

  class D1SessionStatement extends D1PreparedStatement {
    #session;

    constructor(session, statement, params) {
      super(statement, params);
      this.#session = session;
    }

    bind(...values) {
      return new D1SessionStatement(this.#session, this.statement, values.map(parameter));
    }

    async all() {
      const result = await super.all();
      this.#session.advance();
      return result;
    }

    async raw(options) {
      const rows = await super.raw(options);
      this.#session.advance();
      return rows;
    }
  }
  // The difference between the two is no matter of the user.
  Object.defineProperty(D1SessionStatement, "name", { value: "D1PreparedStatement" });

  async function batch(statements) {
    const list = Array.from(statements);
    if (list.length === 0) throw failure("D1_ERROR", "No SQL statements detected.");
    for (const statement of list) {
      if (!(statement instanceof D1PreparedStatement)) {
        throw failure("D1_TYPE_ERROR", "batch() takes an array of statements made by prepare()");
      }
    }
    return query(list, true);
  }

  class D1Database {
    prepare(text) {
      return new D1PreparedStatement(`${text}`, []);
    }

    batch(statements) {
      return batch(statements);
    }

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

  return new D1Database();
}
