// Bundles src/main/js into target/classes, one script per entry file. Run by Maven; does nothing when nothing changed.
// npm is called only when package-lock.json changed since the last time, and then prefers its cache.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const sources = join(here, 'src/main/js');
const output = join(here, 'target/classes/dev/habu/js/web');
const stamp = join(here, 'target/js-bundle.sha256');
const installed = join(here, 'node_modules/.habu-lock.sha256');

const hash = (...files) => {
  const sha = createHash('sha256');
  for (const file of files) sha.update(file.slice(here.length) + '\0').update(readFileSync(file));
  return sha.digest('hex');
};
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const entries = readdirSync(join(sources, 'entries')).filter((name) => name.endsWith('.js')).sort();
const inputs = readdirSync(sources, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .sort();
const lock = join(here, 'package-lock.json');
const wanted = hash(fileURLToPath(import.meta.url), lock, ...inputs);

if (read(stamp) !== wanted || !entries.every((name) => existsSync(join(output, name)))) {
  const locked = hash(join(here, 'package.json'), lock);
  if (read(installed) !== locked) {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const flags = ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
    try {
      execFileSync(npm, flags, { cwd: here, stdio: ['ignore', 'ignore', 'inherit'] });
    } catch (e) {
      const reason = e.code === 'ENOENT' ? 'npm is not on the PATH' : `npm ci failed (exit code ${e.status})`;
      console.error(`js-shim/build.mjs: cannot fetch the packages of js-shim/package-lock.json: ${reason}`);
      process.exit(1);
    }
    writeFileSync(installed, locked);
  }
  const { buildSync } = await import('esbuild');
  mkdirSync(output, { recursive: true });
  for (const stale of readdirSync(output).filter((name) => name.endsWith('.js'))) rmSync(join(output, stale));
  buildSync({
    absWorkingDir: here,
    entryPoints: entries.map((name) => join(sources, 'entries', name)),
    outdir: output,
    bundle: true,
    // An entry becomes a function of the host object that returns its exports: no name leaks into the global scope.
    format: 'cjs',
    banner: { js: '(function (habu) { "use strict"; var module = { exports: {} }; var exports = module.exports;' },
    footer: { js: 'return module.exports; })' },
    target: 'esnext',
    alias: {
      tr46: join(sources, 'url/tr46.js'),
      '@exodus/bytes/whatwg.js': join(sources, 'url/percent-encode.js'),
      '@exodus/bytes/encoding.js': join(sources, 'url/no-legacy-encodings.js'),
    },
    mainFields: ['module', 'main'],
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'warning',
  });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}
