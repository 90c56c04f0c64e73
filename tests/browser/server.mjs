// A real server on an empty directory, stopped with the test.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export async function startServer(binary) {
  const data = mkdtempSync(join(tmpdir(), 'dimos-pages-'));
  const child = spawn(binary, ['serve', '--data', data, '--listen', '127.0.0.1:0', '--log', 'off', '--provider', 'sandbox'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /(http:\/\/\S+)/.exec(line);
      if (found) resolve(found[1]);
    });
  });
  return {
    url,
    /** Adds an account with the command that operators use. */
    addAccount(name, role, password) {
      const args = ['account', '--data', data, 'add', name, '--role', role, '--password-stdin'];
      const done = spawnSync(binary, args, { input: `${password}\n`, encoding: 'utf8' });
      if (done.status !== 0) throw new Error(`account add: ${done.stderr}`);
    },
    async stop() {
      child.removeAllListeners('exit');
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}
