import type { PostureRow } from './posture.graphql';

const HEAD = [
  'router',
  'verdict',
  'transport',
  'unsigned logins',
  'signed since',
  'last unsigned login',
  'secret',
  'secret length',
  'certificate until',
  'what to do',
];

/** One line a router (RFC 4180). No secret is in it: only how strong each is. */
export function postureCsv(rows: readonly PostureRow[]): string {
  const lines = rows.map((row) => [
    row.name,
    row.verdict,
    row.transport,
    row.policy,
    row.signedSince ?? '',
    row.unsignedRefusedAt ?? row.unsignedSeenAt ?? '',
    row.secretStrength ?? '',
    row.secretLength ?? '',
    row.certificateExpiresAt ?? '',
    toDo(row).join(' '),
  ]);
  return [HEAD, ...lines].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** The likely fixes, the worst first. */
export function toDo({ findings }: Pick<PostureRow, 'findings'>): string[] {
  const of = (state: string): string[] =>
    findings.flatMap((one) => (one.state === state && one.advice !== null ? [one.advice] : []));
  return [...new Set([...of('BAD'), ...of('ATTENTION')])];
}

/** A value that a spreadsheet would take for a formula is led in by an apostrophe. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
