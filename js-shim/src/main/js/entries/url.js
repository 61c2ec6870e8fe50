// https://url.spec.whatwg.org/ by whatwg-url; loaded when a script first uses a URL
import { URL, URLSearchParams } from 'whatwg-url';
import { tag } from '../tag.js';
import '../url/fast-paths.js';

tag({ URL, URLSearchParams });
export { URL, URLSearchParams };
