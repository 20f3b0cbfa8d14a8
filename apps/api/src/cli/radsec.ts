import { parseArgs } from 'node:util';
import { systemActor } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import {
  CertificateOffice,
  FindRouterTls,
  type IssuedCertificate,
  ListRouters,
  type RouterId,
  SetRouterTls,
} from '@demarc/networking';
import type { INestApplicationContext } from '@nestjs/common';
import { type CliCommand, withApp } from './command.js';
import { revocationOf, revoke, REVOKE_USAGE } from './radsec-revoke.js';

const USAGE = `radsec certificate --server NAME [--server NAME …] [--days 825]
radsec certificate --router NAME [--days 825]
  --server  the certificate of this server, with the names and addresses by which routers reach it
  --router  one for a router; where a router of that name is set up, it is known by it from now on
Both are signed by an authority that is made the first time. Everything lies in radsec/ of the data folder.
`;
const USUAL_DAYS = 825;
const CALL: Call = { actor: systemActor('radsec'), requestId: 'radsec' };

interface Wanted {
  readonly servers: readonly string[];
  readonly router: string | undefined;
  readonly days: number;
}

/** Certificates for RADIUS over TLS: of the server, and of routers. */
export const radsecCommand: CliCommand = {
  name: 'radsec',
  sentence:
    'Make certificates for RADIUS over TLS, and revoke them: radsec certificate --router NAME, radsec revoke --router NAME.',
  async run([step, ...args], settings) {
    if (step === 'revoke') {
      const unwanted = revocationOf(args);
      if (unwanted) return withApp(settings, (app) => revoke(app, unwanted, CALL));
    }
    const wanted = step === 'certificate' ? wantedOf(args) : undefined;
    if (!wanted) {
      process.stderr.write(USAGE + REVOKE_USAGE);
      return 64;
    }
    return withApp(settings, async (app) => {
      const office = app.get(CertificateOffice);
      const { servers, router, days } = wanted;
      if (router === undefined) {
        process.stdout.write(serverWords(await office.server(servers, days), settings.radiusTlsPort));
        return 0;
      }
      const made = await office.router(router, days);
      const known = await makeKnown(app, router, made.name);
      process.stdout.write(routerWords(made, settings.radiusTlsPort));
      process.stderr.write(
        known
          ? `The router ${router} is known by it.\n`
          : `No router is named ${router} yet: add it, and set the name ${made.name} on it (RADIUS over TLS).\n`,
      );
      return 0;
    });
  },
};

/** Beside what it is known by already, so that the old certificate goes on until the new one is in use. */
async function makeKnown(app: INestApplicationContext, router: string, name: string): Promise<boolean> {
  const [queries, commands] = [app.get(QueryBus), app.get(CommandBus)];
  const routers = await queries.ask(ListRouters, {}, CALL);
  const found = routers.find((one) => one.name.toLowerCase() === router.toLowerCase());
  if (!found) return false;
  const routerId: RouterId = found.id;
  const before = await queries.ask(FindRouterTls, { routerId }, CALL);
  const { fingerprints = [], names = [], isOnly = false } = before ?? {};
  const changes = before ? { changes: before.changes } : {};
  if (!names.includes(name))
    await commands.run(SetRouterTls, { routerId, fingerprints, names: [...names, name], isOnly, ...changes }, CALL);
  return true;
}

function serverWords({ certificate, key, authority, validTo }: IssuedCertificate, port: number | undefined): string {
  const listening =
    port === undefined
      ? 'Set RADIUS_TLS_PORT=2083 and start the radius role again.'
      : 'The radius role takes it up within seconds.';
  return `Certificate  ${certificate}\nKey          ${key}\nAuthority    ${authority}\nValid until  ${day(validTo)}\n${listening}\n`;
}

function routerWords(
  { certificate, key, authority, fingerprint, validTo, name }: IssuedCertificate,
  port = 2083,
): string {
  return [
    `# Certificate ${certificate}, key ${key}, valid until ${day(validTo)}`,
    `# SHA-256     ${fingerprint}`,
    `# Copy both and ${authority} to the files of the router, then on RouterOS:`,
    '/certificate',
    'import file-name=authority.crt passphrase=""',
    `import file-name=${name}.crt passphrase=""`,
    `import file-name=${name}.key passphrase=""`,
    '/radius',
    `add address=ADDRESS-OF-THIS-SERVER protocol=radsec certificate=${name}.crt_0 secret=radsec service=ppp timeout=3s`,
    `# RouterOS connects to TCP ${port}; afterwards take the old entry out.`,
    '',
  ].join('\n');
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function wantedOf(args: readonly string[]): Wanted | undefined {
  try {
    const options = {
      server: { type: 'string', multiple: true },
      router: { type: 'string' },
      days: { type: 'string' },
    } as const;
    const {
      server: servers = [],
      router,
      days: text = String(USUAL_DAYS),
    } = parseArgs({ args: [...args], options }).values;
    const days = Number(text);
    const isOne = servers.length > 0 !== (router !== undefined);
    if (!isOne || !Number.isInteger(days) || days < 1 || days > 3_650) return undefined;
    return { servers, router, days };
  } catch {
    return undefined;
  }
}
