import type { PostureRow } from './posture.graphql';

const verdicts = ['DANGER', 'ATTENTION', 'SAFE'];
const transports = ['NONE', 'UDP', 'BOTH', 'TLS'];
const policies = ['OFF', 'AUTO', 'REQUIRE'];
const strengths = ['WEAK', 'FAIR', 'STRONG'];

type Key = string | number;

const keys: Readonly<Record<string, (row: PostureRow) => Key>> = {
  router: ({ name }) => name.toLowerCase(),
  verdict: ({ verdict }) => verdicts.indexOf(verdict),
  transport: ({ transport }) => transports.indexOf(transport),
  policy: ({ policy }) => policies.indexOf(policy),
  signed: ({ signedSince }) => signedSince ?? '',
  unsigned: (row) => lastUnsigned(row) ?? '',
  secret: ({ secretStrength }) => strengths.indexOf(secretStrength ?? ''),
  certificate: ({ certificateExpiresAt }) => certificateExpiresAt ?? '9',
};

/** When an unsigned login last came, answered or not. */
export function lastUnsigned({
  unsignedSeenAt,
  unsignedRefusedAt,
}: Pick<PostureRow, 'unsignedSeenAt' | 'unsignedRefusedAt'>): string | null {
  if (unsignedSeenAt === null || unsignedRefusedAt === null) return unsignedSeenAt ?? unsignedRefusedAt;
  return unsignedSeenAt > unsignedRefusedAt ? unsignedSeenAt : unsignedRefusedAt;
}

/** By one column; rows that are alike in it stay by their names. */
export function sortedPostures(
  rows: readonly PostureRow[],
  sort: { readonly column: string; readonly direction: 'asc' | 'desc' } | null,
): readonly PostureRow[] {
  const key = keys[sort?.column ?? 'verdict'] ?? keys['router'];
  if (!key) return rows;
  const turn = sort?.direction === 'desc' ? -1 : 1;
  return rows.toSorted(
    (a, b) => turn * compared(key(a), key(b)) || compared(a.name.toLowerCase(), b.name.toLowerCase()),
  );
}

function compared(a: Key, b: Key): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
