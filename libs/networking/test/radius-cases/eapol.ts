import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface EapLogin {
  readonly outer: 'PEAP' | 'TTLS';
  readonly inner: 'MSCHAPV2' | 'PAP' | 'CHAP';
  readonly login: string;
  readonly password: string;
}

/** Debian's eapol_test: the EAP client of wpa_supplicant, with a router's side of its own. */
export async function eapol(
  { outer, inner, login, password }: EapLogin,
  to: { readonly port: number; readonly secret: string; readonly from: string; readonly certificate: string },
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'demarc-eapol-'));
  const file = join(folder, 'network.conf');
  const lines = [
    'ssid="test"',
    'key_mgmt=WPA-EAP',
    `eap=${outer}`,
    `identity="${login}"`,
    'anonymous_identity="anonymous"',
    `password="${password}"`,
    `phase2="auth=${inner}"`,
    `ca_cert="${to.certificate}"`,
  ];
  writeFileSync(file, `network={\n${lines.join('\n')}\n}\n`);
  const where = ['-a', '127.0.0.1', '-A', to.from, '-p', String(to.port), '-s', to.secret, '-t', '8', '-r', '0'];
  const child = spawn('eapol_test', ['-c', file, ...where]);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  rmSync(folder, { recursive: true });
  return output;
}
