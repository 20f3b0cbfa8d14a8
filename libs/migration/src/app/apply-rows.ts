import { Injectable } from '@nestjs/common';
import { type Act, Acts, type Call } from '@demarc/commands';
import type { RefusedRow } from '@demarc/crm';
import { contentHash, IdSource, Refusal } from '@demarc/kernel';
import { databaseErrorCode } from '@demarc/persistence';
import { type Reference, type References, writeReferences } from '../data/references.js';
import type { Entity } from '../domain/entities.js';
import type { ImportException } from '../domain/exceptions/exception.js';

/** One import at work. */
export interface Applying {
  readonly call: Call;
  readonly runId: string;
  readonly instance: string;
  readonly references: References;
  readonly refused: ImportException[];
  readonly changed: { readonly entity: Entity; readonly id: string }[];
  readonly written: Map<Entity, number>;
  /** What was written otherwise than the source has it. */
  readonly notes: Set<string>;
}

/** A row with the id it has, or will have, here. */
export interface Prepared<Row> {
  readonly id: string;
  readonly row: Row;
}

/** How rows of one kind are written. */
export interface Batch<Row> {
  readonly action: string;
  readonly rows: readonly Row[];
  entity(row: Row): Entity;
  sourceId(row: Row): string;
  /** Issued documents and money never change; a changed row of the source is only listed. */
  readonly isMutable: boolean;
  /** Some things are named after what they belong to. */
  idOf?(row: Row): string | undefined;
  /** Read back later, where the contexts have no field for it. */
  facts?(row: Row): Readonly<Record<string, string | boolean>>;
  write(rows: readonly Prepared<Row>[], act: Act): Promise<Written>;
}

export interface Written {
  readonly refused: readonly RefusedRow[];
  /** Where a command made ids of its own: the one that was meant → the one that it is. */
  readonly ids?: ReadonlyMap<string, string>;
}

const BATCH = 500;

/**
 * Writes rows through the contexts' own commands, in batches of one transaction each, with the references that make a
 * repetition find them again. A batch that fails is halved until the row that does not fit stands alone; that row is
 * listed, the others are written.
 */
@Injectable()
export class ApplyRows {
  constructor(
    private readonly acts: Acts,
    private readonly ids: IdSource,
  ) {}

  async apply<Row extends object>(applying: Applying, batch: Batch<Row>): Promise<void> {
    const todo: { readonly row: Row; readonly hash: string; readonly id: string }[] = [];
    for (const row of batch.rows) {
      const hash = contentHash(plain(row));
      const known = applying.references.get(batch.entity(row), batch.sourceId(row));
      if (known?.hash === hash) continue;
      if (known && !batch.isMutable) {
        applying.changed.push({ entity: batch.entity(row), id: batch.sourceId(row) });
        continue;
      }
      const id = known?.targetId ?? (batch.idOf ? batch.idOf(row) : this.ids.next());
      if (id === undefined) refuse(applying, batch, row, 'what it belongs to was not taken over');
      else todo.push({ row, hash, id });
    }
    for (let at = 0; at < todo.length; at += BATCH) await this.write(applying, batch, todo.slice(at, at + BATCH));
  }

  private async write<Row extends object>(
    applying: Applying,
    batch: Batch<Row>,
    todo: readonly { readonly row: Row; readonly hash: string; readonly id: string }[],
  ): Promise<void> {
    try {
      const references = await this.acts.perform(applying.call, batch.action, async (act) => {
        const written = await batch.write(todo, act);
        const refused = new Map(written.refused.map((one) => [one.id, one.sentence]));
        const accepted = todo.filter((one) => !refused.has(one.id));
        const made = accepted.map((one): Reference => ({
          entity: batch.entity(one.row),
          sourceId: batch.sourceId(one.row),
          targetId: written.ids?.get(one.id) ?? one.id,
          hash: one.hash,
          ...(batch.facts ? { facts: batch.facts(one.row) } : {}),
        }));
        await writeReferences(act.sql, applying.instance, applying.runId, made);
        return {
          made,
          refused: todo
            .filter((one) => refused.has(one.id))
            .map((one) => ({ row: one.row, sentence: refused.get(one.id) ?? '' })),
        };
      });
      applying.references.add(references.made);
      for (const { entity } of references.made) applying.written.set(entity, (applying.written.get(entity) ?? 0) + 1);
      for (const { row, sentence } of references.refused) refuse(applying, batch, row, sentence);
    } catch (error) {
      if (!isAboutTheRows(error)) throw error;
      const [only, ...others] = todo;
      if (only && others.length === 0) {
        refuse(applying, batch, only.row, sentenceOf(error));
        return;
      }
      const half = Math.ceil(todo.length / 2);
      await this.write(applying, batch, todo.slice(0, half));
      await this.write(applying, batch, todo.slice(half));
    }
  }
}

function refuse<Row>(applying: Applying, batch: Batch<Row>, row: Row, sentence: string): void {
  applying.refused.push({ code: 'REFUSED_ROW', entity: batch.entity(row), id: batch.sourceId(row), note: sentence });
}

/** Faults of data: input that a command refuses, values out of range, constraints. Anything else is a fault of ours, or of the machine. */
function isAboutTheRows(error: unknown): boolean {
  if (error instanceof Refusal) return error.kind !== 'unavailable';
  const state = databaseErrorCode(error) ?? '';
  return state.startsWith('22') || state.startsWith('23') || state.startsWith('DM');
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Refusal)) return error instanceof Error ? error.message : String(error);
  return [error.message, ...error.faults.map((fault) => `${fault.field} ${fault.message}`)].join(' ');
}

const SECRET_FIELDS = new Set(['password', 'radiusSecret']);

/** Amounts as text, so that equal rows have equal hashes; secrets stay out, for a hash of one could be tried out. */
function plain(row: object): unknown {
  return JSON.parse(
    JSON.stringify(row, (key, value: unknown) =>
      SECRET_FIELDS.has(key) ? undefined : typeof value === 'bigint' ? value.toString() : value,
    ),
  );
}
