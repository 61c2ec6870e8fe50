// Messages between Java and Node: a length of four bytes (little-endian), then as many bytes. One at a time, in order.
import fs from "node:fs";

const header = Buffer.alloc(4);

function fill(buffer) {
  for (let at = 0; at < buffer.length; ) {
    let count;
    try {
      count = fs.readSync(0, buffer, at, buffer.length - at, null);
    } catch (error) {
      if (error.code !== "EAGAIN") {
        throw error;
      }
      continue;
    }
    if (count === 0) {
      process.exit(0);
    }
    at += count;
  }
  return buffer;
}

/** The next message: a line of text and the bytes behind it. Ends the process when there is none. */
export function receive() {
  const message = fill(Buffer.alloc(fill(header).readUInt32LE(0)));
  const end = message.indexOf(10);
  return { line: message.toString("utf8", 0, end), bytes: message.subarray(end + 1) };
}

export function send(bytes) {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  const message = Buffer.concat([length, bytes]);
  for (let at = 0; at < message.length; ) {
    at += fs.writeSync(1, message, at);
  }
}
