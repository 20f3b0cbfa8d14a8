import type { Act } from '@demarc/commands';
import { conflict, type Id, invalid } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import type { RouterId } from '../../../domain/ids.js';
import { plainFingerprint } from '../../../radius/index.js';
import type { ChangesOver, RouterCertificatesInput } from './router-tls.input.js';

export interface RouterCertificates {
  readonly fingerprints: readonly string[];
  readonly names: readonly string[];
  readonly changes: ChangesOver;
  readonly isOnly: boolean;
}

/** What is revoked stays so: a fingerprint that opens nothing is not set. */
async function mustCount(act: Act, fingerprints: readonly string[]): Promise<void> {
  const revoked = await act.sql.first<{ fingerprint: string }>(
    'SELECT fingerprint FROM networking.revoked_certificate WHERE fingerprint = ANY ($1) LIMIT 1',
    [fingerprints],
  );
  if (!revoked) return;
  throw conflict(
    'CERTIFICATE_REVOKED',
    `The certificate ${revoked.fingerprint.slice(0, 16)}… is revoked. Take it out, and make a new one for the router.`,
  );
}

interface Owner {
  readonly id: RouterId;
  readonly partnerId: Id<'Partner'> | null;
  readonly radiusSecret: Buffer | null;
}

export function hasCertificates({ fingerprints, names }: RouterCertificatesInput): boolean {
  return fingerprints.length + names.length > 0;
}

/** A router that is known by nothing would get no answer, wherever it asks from. */
export function mustBeKnown(sources: readonly string[], hasCertificate: boolean): void {
  if (sources.length > 0 || hasCertificate) return;
  throw invalid(
    'SOURCE_OR_CERTIFICATE_NEEDED',
    'Say how the router is known: by the addresses that its packets come from, or by its certificate over TLS.',
    [{ field: 'sources', message: 'give an address, or set a certificate' }],
  );
}

/** In plain form. Changes by UDP travel under the secret; without one they can only go back on its connection. */
export function certificatesOf(
  { fingerprints, names, changes }: RouterCertificatesInput,
  isOnly: boolean,
  { radiusSecret }: Pick<Owner, 'radiusSecret'>,
): RouterCertificates {
  if (changes === 'udp' && radiusSecret === null)
    throw invalid(
      'SECRET_NEEDED',
      'Changes by UDP travel under the RADIUS secret, and this router has none. Let them go back on its own connection.',
      [{ field: 'changes', message: 'without a secret they go over TLS' }],
    );
  return {
    fingerprints: [...new Set(fingerprints.map(plainFingerprint))],
    names: [...new Set(names.map((name) => name.toLowerCase()))],
    changes: changes ?? (radiusSecret === null ? 'tls' : 'udp'),
    isOnly,
  };
}

/** In place of those that were set before. */
export async function keepCertificates(act: Act, { id, partnerId }: Owner, known: RouterCertificates): Promise<void> {
  await mustCount(act, known.fingerprints);
  await act.sql.execute(
    `INSERT INTO networking.router_tls (router_id, partner_id, changes, is_only, changed_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (router_id) DO UPDATE SET changes = excluded.changes, is_only = excluded.is_only, changed_at = excluded.changed_at`,
    [id, partnerId, known.changes, known.isOnly, act.at],
  );
  await act.sql.execute('DELETE FROM networking.router_tls_mark WHERE router_id = $1', [id]);
  try {
    await act.sql.execute(
      `INSERT INTO networking.router_tls_mark (kind, value, router_id, partner_id)
       SELECT kind, value, $1, $2 FROM (SELECT 'fingerprint', unnest($3::text[]) UNION ALL SELECT 'name', unnest($4::text[])) AS mark (kind, value)`,
      [id, partnerId, known.fingerprints, known.names],
    );
  } catch (error) {
    if (violatedConstraint(error) !== 'router_tls_mark_pkey') throw error;
    throw conflict(
      'CERTIFICATE_TAKEN',
      'Another router is known by this fingerprint or name already. Each has a certificate of its own.',
    );
  }
}
