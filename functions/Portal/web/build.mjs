// Makes the portal in functions/obj/portal, from where the build of the program embeds it. Any number may run at the
// same time: builds of the program, and the publishing of its package and its image.
//   node build.mjs            makes it, or waits for the one who does
//   node build.mjs --beside   starts that in the background and ends at once
// Ends with 3 where this version of Node is too old, and with 1 where something else is wrong, said on standard error.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { withLock } from './build-lock.mjs';

const TOO_OLD = 3;
const web = dirname(fileURLToPath(import.meta.url));
const obj = join(web, '..', '..', 'obj');
const made = join(obj, 'portal');
const stamp = join(obj, 'portal.stamp');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19))
  process.exit(TOO_OLD);

if (process.argv.includes('--beside')) {
  spawn(process.execPath, [fileURLToPath(import.meta.url)], { cwd: web, detached: true, stdio: 'ignore' }).unref();
} else {
  mkdirSync(obj, { recursive: true });
  await withLock(join(obj, 'portal.lock'), () => {
    if (!isMade())
      make();
    // A build without Node leaves here why there is no portal.
    rmSync(`${made}.missing.txt`, { force: true });
  });
}

function make() {
  install();
  run(process.execPath, [join(web, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn']);
  compress(join(obj, 'portal.new'));
  rmSync(made, { recursive: true, force: true });
  renameSync(join(obj, 'portal.new'), made);
  writeFileSync(stamp, '');
}

/** The same comparison as the build's own: the stamp against every source. */
function isMade() {
  return existsSync(stamp) && existsSync(made) && sources(web).every(file => time(file) <= time(stamp));
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.name !== 'node_modules')
    .flatMap(entry => entry.isDirectory() ? sources(join(folder, entry.name)) : [join(folder, entry.name)]);
}

function time(file) {
  return statSync(file).mtimeMs;
}

/** Only what the lock file pins, and none of the scripts that packages bring. */
function install() {
  const installed = join(web, 'node_modules', '.package-lock.json');
  if (!existsSync(installed) || time(installed) < time(join(web, 'package-lock.json')))
    run('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']);
}

function run(command, args) {
  const shell = process.platform === 'win32' && command === 'npm';
  const done = spawnSync(command, args, { cwd: web, encoding: 'utf8', shell });
  if (done.status !== 0) {
    console.error(`${command} ${args[0]} has failed. ${done.error?.message ?? ''}${done.stdout}${done.stderr}`.trim());
    process.exit(1);
  }
}

/** Beside each file what is sent instead of it to a browser that takes it compressed. */
function compress(folder) {
  for (const file of sources(folder)) {
    const content = readFileSync(file);
    const name = relative(folder, file);
    writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    }));
  }
}
