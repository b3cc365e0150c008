// Counts, by kind, what the service asks of storage for each message at a steady load, on Azurite.
//
//   dotnet publish functions -c Release -p:Portable=true -o FOLDER     (outside the repository)
//   node tests/Infra/Costs/measure.mjs FOLDER/QueueService.dll MESSAGES_PER_SECOND BATCH SECONDS
//
// Bodies are 1 KiB. Prints one line: what came through, and operations a message.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [program, rate, batch, seconds] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const azurite = fileURLToPath(new URL('../../Azurite/node_modules/azurite/dist/src/azurite.js', import.meta.url));
const account = 'AccountName=devstoreaccount1;AccountKey='
  + 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const folder = mkdtempSync(join(tmpdir(), 'costs-'));
const children = [];
const counts = {};
const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const body = 'x'.repeat(1024);

const freePort = () => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

// Prices differ by kind: tables cost the same for all, blobs cost more to write and list, and nothing to delete.
function kindOf(method, path) {
  if (!path.includes('-blobs')) return 'table';
  if (method === 'DELETE') return 'blobDelete';
  if (method === 'PUT' || path.includes('comp=list')) return 'blobWrite';
  return 'blobRead';
}

function run(command, args, onLine) {
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  let rest = '';
  child.stdout.on('data', (data) => {
    const lines = (rest + data).split('\n');
    rest = lines.pop();
    lines.forEach(onLine);
  });
}

const call = (port, method, path, content) => new Promise((resolve, reject) => {
  const sent = request({ port, host: '127.0.0.1', method, path, agent, headers: { 'Content-Type': 'application/json' } });
  sent.on('error', reject).on('response', (response) => {
    let text = '';
    response.on('data', (data) => { text += data; }).on('end', () => (response.statusCode < 300
      ? resolve(text ? JSON.parse(text) : null)
      : reject(new Error(`${response.statusCode} ${text}`))));
  });
  sent.end(content && JSON.stringify(content));
});

async function ready(port) {
  for (let left = 600; ; left -= 1) {
    try {
      return await call(port, 'PUT', '/v1/queues/costs', {});
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
  }
}

async function load(port) {
  const end = Date.now() + seconds * 1000;
  const messages = Array.from({ length: batch }, () => ({ body }));
  let [sent, acked, due] = [0, 0, Date.now()];
  const senders = Array.from({ length: 32 }, async () => {
    while (due < end) {
      const at = due;
      due += (1000 * batch) / rate;
      if (at > Date.now()) await new Promise((resolve) => { setTimeout(resolve, at - Date.now()); });
      await call(port, 'POST', '/v1/queues/costs/messages', { messages });
      sent += batch;
    }
  });
  let isOver = false;
  const receivers = Array.from({ length: Math.min(32, Math.max(1, rate / 50)) }, async () => {
    while (!isOver || acked < sent) {
      const got = await call(port, 'POST', '/v1/queues/costs/messages/receive', { maxMessages: batch, waitSeconds: 1 });
      if (got.messages.length === 0) continue;
      const receiptHandles = got.messages.map((message) => message.receiptHandle);
      await call(port, 'POST', '/v1/queues/costs/messages/ack', { receiptHandles });
      acked += receiptHandles.length;
    }
  });
  const started = Date.now();
  await Promise.all(senders).finally(() => { isOver = true; });
  await Promise.all(receivers);
  return { acked, rate: Math.round((1000 * acked) / (Date.now() - started)) };
}

try {
  const [blobs, tables, service] = [await freePort(), await freePort(), await freePort()];
  let isListening;
  const listening = new Promise((resolve) => { isListening = resolve; });
  run('node', [azurite, '--inMemoryPersistence', '--disableTelemetry',
    '--blobPort', blobs, '--tablePort', tables, '--queuePort', await freePort()], (line) => {
    if (line.startsWith('Azurite Table service is successfully listening')) isListening();
    const match = /"(GET|PUT|POST|DELETE|HEAD) (\S+) /.exec(line);
    if (match) counts[kindOf(match[1], match[2])] = (counts[kindOf(match[1], match[2])] ?? 0) + 1;
  });
  await listening;
  const storage = `${account};BlobEndpoint=http://127.0.0.1:${blobs}/devstoreaccount1;`
    + `TableEndpoint=http://127.0.0.1:${tables}/devstoreaccount1`;
  run('dotnet', [program, '--urls', `http://127.0.0.1:${service}`, '--Storage:ConnectionString', storage], () => {});
  await ready(service);
  Object.keys(counts).forEach((kind) => { counts[kind] = 0; });
  const result = await load(service);
  const each = Object.entries(counts).map(([kind, count]) => `${kind} ${(count / result.acked).toFixed(4)}`);
  console.log(`${result.acked} messages, ${result.rate} a second, batches of ${batch}: ${each.join(', ')}`);
} finally {
  children.forEach((child) => child.kill());
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
