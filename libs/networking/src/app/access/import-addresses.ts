import type { Act } from '@demarc/commands';
import { overlap, type Prefix } from '../../domain/prefix.js';
import { prefixText, readPrefix } from '../../domain/prefix-text.js';
import type { ImportAccessRow } from './import-access-row.js';
import type { LeftOut } from './import-accesses.js';

type Addresses = Pick<ImportAccessRow, 'ipv4' | 'ipv4Assignment' | 'routes' | 'ipv6Prefix' | 'delegatedPrefix'>;

/** What is held already, or by a row of the same import that came first. Two systems let two services have one address. */
export class TakenAddresses {
  private readonly given: Prefix[] = [];
  private readonly givenOnes = new Set<string>();

  private constructor(private readonly held: ReadonlySet<string>) {}

  static async of(act: Act, rows: readonly ImportAccessRow[]): Promise<TakenAddresses> {
    const wanted = rows.flatMap((row) => prefixesOf(row).map(({ prefix }) => prefixText(prefix)));
    const held = await act.sql.query<{ wanted: string }>(
      `SELECT wanted::text FROM unnest($1::cidr[]) wanted WHERE EXISTS (
         SELECT 1 FROM networking.address_holding one WHERE one.held && wanted::inet AND one.during && tstzrange($2, NULL))`,
      [[...new Set(wanted)], act.at],
    );
    return new TakenAddresses(new Set(held.map((row) => row.wanted)));
  }

  /** The addresses of a row without those that somebody has; they are noted with the row, so that nothing is lost. */
  leave(row: ImportAccessRow, leftOut: LeftOut[]): Addresses & { readonly imported?: object } {
    const refused = prefixesOf(row).filter(({ prefix }) => this.isTaken(prefix));
    const own = prefixesOf(row).filter(({ prefix }) => !this.isTaken(prefix));
    for (const { prefix } of own) this.give(prefix);
    const kept = (field: LeftOut['field']): string[] =>
      own.filter((one) => one.field === field).map(({ text }) => text);
    const addresses = {
      ipv4: kept('ipv4')[0] ?? null,
      ipv4Assignment: row.ipv4 && kept('ipv4').length === 0 ? ('none' as const) : row.ipv4Assignment,
      routes: kept('routes'),
      ipv6Prefix: kept('ipv6Prefix')[0] ?? null,
      delegatedPrefix: kept('delegatedPrefix')[0] ?? null,
    };
    if (refused.length === 0) return addresses;
    for (const { field, text } of refused) leftOut.push({ id: row.id, field, value: text });
    const routes = refused.filter(({ field }) => field === 'routes').map(({ text }) => text);
    const single = refused.filter(({ field }) => field !== 'routes').map(({ field, text }) => [field, text] as const);
    return { ...addresses, imported: { ...Object.fromEntries(single), ...(routes.length > 0 ? { routes } : {}) } };
  }

  private isTaken(prefix: Prefix): boolean {
    const text = prefixText(prefix);
    return (
      this.held.has(text) ||
      this.givenOnes.has(text) ||
      (isWide(prefix) ? this.overlapsAny(prefix) : this.liesInWide(prefix))
    );
  }

  private overlapsAny(prefix: Prefix): boolean {
    return this.given.some((one) => overlap(one, prefix));
  }

  private liesInWide(prefix: Prefix): boolean {
    return this.given.some((one) => isWide(one) && overlap(one, prefix));
  }

  private give(prefix: Prefix): void {
    this.given.push(prefix);
    this.givenOnes.add(prefixText(prefix));
  }
}

function isWide({ family, length }: Prefix): boolean {
  return length < (family === 4 ? 32 : 128);
}

function prefixesOf(
  row: ImportAccessRow,
): { readonly field: LeftOut['field']; readonly text: string; readonly prefix: Prefix }[] {
  const named: (readonly [LeftOut['field'], string | null | undefined])[] = [
    ['ipv4', row.ipv4],
    ...row.routes.map((route) => ['routes', route] as const),
    ['ipv6Prefix', row.ipv6Prefix],
    ['delegatedPrefix', row.delegatedPrefix],
  ];
  return named.flatMap(([field, text]) => {
    const prefix = text ? readPrefix(text) : undefined;
    return text && prefix ? [{ field, text, prefix }] : [];
  });
}
