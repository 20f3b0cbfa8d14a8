import { parseArgs } from 'node:util';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import {
  CertificateOffice,
  FindRouterTls,
  ListRevoked,
  ListRouters,
  plainName,
  REVOKE_REASONS,
  RevokeCertificate,
  type RevokeReason,
  type RouterId,
} from '@demarc/networking';
import type { INestApplicationContext } from '@nestjs/common';

export const REVOKE_USAGE = `radsec revoke --router NAME [--reason key_compromise]
radsec revoke --fingerprint SHA256 [--reason key_compromise]
  --router  every certificate that was made here for the router, or is set on it
  --reason  ${REVOKE_REASONS.join(', ')}
Connections that show one end at once, and the revocation list radsec/revoked.crl is written anew. There is no way back:
make a new certificate for the router.
`;

export interface WantedRevocation {
  readonly by: { readonly router: string } | { readonly fingerprint: string };
  readonly reason: RevokeReason;
}

export function revocationOf(args: readonly string[]): WantedRevocation | undefined {
  const options = {
    router: { type: 'string' },
    fingerprint: { type: 'string' },
    reason: { type: 'string' },
  } as const;
  try {
    const { router, fingerprint, reason: text = 'unspecified' } = parseArgs({ args: [...args], options }).values;
    const reason = REVOKE_REASONS.find((one) => one === text);
    if (reason === undefined || (router === undefined) === (fingerprint === undefined)) return undefined;
    return { by: router === undefined ? { fingerprint: fingerprint ?? '' } : { router }, reason };
  } catch {
    return undefined;
  }
}

export async function revoke(
  app: INestApplicationContext,
  { by, reason }: WantedRevocation,
  call: Call,
): Promise<number> {
  const [commands, queries, office] = [app.get(CommandBus), app.get(QueryBus), app.get(CertificateOffice)];
  const routerId = 'router' in by ? await routerNamed(queries, by.router, call) : undefined;
  const known = 'router' in by ? await certificatesOf(app, by.router, routerId, call) : [by.fingerprint];
  const before = new Set((await queries.ask(ListRevoked, {}, call)).map(({ fingerprint }) => fingerprint));
  const wanted = known.filter((fingerprint) => !before.has(fingerprint));
  for (const fingerprint of wanted) {
    await commands.run(RevokeCertificate, { fingerprint, reason, ...(routerId ? { routerId } : {}) }, call);
    process.stdout.write(`Revoked      ${fingerprint}\n`);
  }
  if (wanted.length === 0) process.stderr.write('There is no certificate that is not revoked already.\n');
  const path = await office.publish(
    (await queries.ask(ListRevoked, {}, call)).map(({ revokedAt, ...one }) => ({ ...one, atMs: revokedAt.getTime() })),
  );
  if (path !== undefined) process.stdout.write(`List         ${path}\n`);
  return wanted.length > 0 ? 0 : 1;
}

async function routerNamed(queries: QueryBus, name: string, call: Call): Promise<RouterId | undefined> {
  const routers = await queries.ask(ListRouters, {}, call);
  return routers.find((one) => one.name.toLowerCase() === name.toLowerCase())?.id;
}

/** Those that were made here in its name, those that are set on it, and the one that it showed last. */
async function certificatesOf(
  app: INestApplicationContext,
  name: string,
  routerId: RouterId | undefined,
  call: Call,
): Promise<string[]> {
  const made = (await app.get(CertificateOffice).issued()).filter(({ subject }) => subject === plainName(name));
  const tls = routerId === undefined ? null : await app.get(QueryBus).ask(FindRouterTls, { routerId }, call);
  const shown = tls?.certificateFingerprint ?? undefined;
  return [
    ...new Set([
      ...made.map(({ fingerprint }) => fingerprint),
      ...(tls?.fingerprints ?? []),
      ...(shown === undefined ? [] : [shown]),
    ]),
  ];
}
