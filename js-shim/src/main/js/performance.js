// https://w3c.github.io/hr-time/
import { tag } from './tag.js';

export class Performance {
  get timeOrigin() { return habu.timeOrigin; }
  now() { return habu.now(); }
  mark() {}
  measure() {}
  toJSON() { return { timeOrigin: habu.timeOrigin }; }
}

tag({ Performance });
export const performance = new Performance();
