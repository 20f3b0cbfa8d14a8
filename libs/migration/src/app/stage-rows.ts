import { Injectable } from '@nestjs/common';
import { Acts } from '@demarc/commands';
import { contentHash } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import { stagedHashes, stageRows, type StagedRow } from '../data/import-records.js';
import { keyFieldsOf } from '../domain/source/collections.js';
import type { RawObject, RawRow } from '../domain/source/raw-value.js';
import type { RawSet } from '../domain/source/read-source-set.js';
import { parseSourceId } from '../domain/source/source-id.js';
import type { Applying } from './apply-rows.js';

/** Fields of the source that hold what nobody may read in our database. */
const SECRETS = new Set(['password', 'radius_secret']);
const BATCH = 500;

/** Keeps what was read, as it was read. Passwords and secrets are taken out and sealed. */
@Injectable()
export class StageRows {
  constructor(
    private readonly acts: Acts,
    private readonly database: Database,
    private readonly secrets: SecretBox,
  ) {}

  async stage(raw: RawSet, applying: Applying): Promise<number> {
    const known = await this.database.read(EVERYTHING, (sql) => stagedHashes(sql, applying.instance));
    let staged = 0;
    for (const [collection, rows] of raw.rows) {
      const changed = rows
        .map((row) => ({ row, ...redact(row.value), sourceId: sourceIdOf(row) }))
        .filter((one) => known.get(`${collection}/${one.sourceId}`) !== one.hash);
      const latest = [...new Map(changed.map((one) => [one.sourceId, one])).values()];
      for (let at = 0; at < latest.length; at += BATCH) {
        const batch = await Promise.all(latest.slice(at, at + BATCH).map((one) => this.sealed(one, applying.instance)));
        staged += await this.acts.perform(applying.call, 'migration.stageRows', (act) =>
          stageRows(act.sql, applying.instance, applying.runId, batch, act.at),
        );
      }
    }
    return staged;
  }

  private async sealed(
    one: Redacted & { readonly row: RawRow; readonly sourceId: string },
    instance: string,
  ): Promise<StagedRow> {
    const { collection, position } = one.row;
    const isSecret = Object.keys(one.taken).length > 0;
    const boundTo = `staged_row:${instance}/${collection}/${one.sourceId}`;
    const sealed = isSecret
      ? await this.secrets.seal('access_password', JSON.stringify(one.taken), boundTo)
      : undefined;
    return {
      collection,
      sourceId: one.sourceId,
      position,
      raw: one.kept,
      secrets: sealed?.toString('hex') ?? null,
      hash: one.hash,
    };
  }
}

interface Redacted {
  readonly kept: RawObject;
  readonly taken: Readonly<Record<string, string>>;
  readonly hash: string;
}

function redact(value: RawObject): Redacted {
  const entries = Object.entries(value);
  const isTaken = ([name, item]: (typeof entries)[number]): boolean =>
    SECRETS.has(name) && typeof item === 'string' && item !== '';
  const kept = Object.fromEntries(entries.filter((entry) => !isTaken(entry)));
  const taken = Object.fromEntries(entries.filter(isTaken).map(([name, item]) => [name, String(item)]));
  return { kept, taken, hash: contentHash(kept) };
}

/** A row without a readable id is kept under its place. */
function sourceIdOf(row: RawRow): string {
  const field = keyFieldsOf(row.collection as Parameters<typeof keyFieldsOf>[0]).find(
    (name) => typeof row.value[name] === 'string',
  );
  const text = field === undefined ? '' : String(row.value[field]);
  return parseSourceId(text) ?? (text === '' ? `row ${row.position}` : text);
}
