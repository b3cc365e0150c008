import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** No build takes as long; whoever has the holder's number then is another process. */
const LONGEST_MS = 10 * 60_000;

/** Runs the work while no other process runs some under the same lock. A holder that has died holds nothing. */
export async function withLock(path, work) {
  const mine = `${path}.${process.pid}`;
  // The name appears together with what it says, so that nobody reads half of it.
  writeFileSync(mine, `${process.pid}`);
  process.once('exit', () => rmSync(mine, { force: true }));
  while (!take(mine, path)) {
    if (!isHeld(path))
      takeAway(path, mine);
    await pause(100);
  }
  process.once('exit', () => rmSync(path, { force: true }));
  await work();
}

function take(mine, path) {
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST')
      return false;
    throw error;
  }
}

function isHeld(path) {
  try {
    process.kill(Number(readFileSync(path, 'utf8')), 0);
    return Date.now() - statSync(path).mtimeMs < LONGEST_MS;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** By renaming, which succeeds for one of those who find the same holder dead. */
function takeAway(path, mine) {
  try {
    renameSync(path, `${mine}.dead`);
    rmSync(`${mine}.dead`, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT')
      throw error;
  }
}
