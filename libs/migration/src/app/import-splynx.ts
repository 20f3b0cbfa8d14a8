import { Injectable } from '@nestjs/common';
import { Acts, type Call, CommandBus } from '@demarc/commands';
import { Operators, SetUpOperator } from '@demarc/crm';
import { StaffAccounts } from '@demarc/identity';
import {
  Clock,
  conflict,
  contentHash,
  currencyCode,
  IdSource,
  type CurrencyCode,
  type LocalDate,
} from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { closeRun, openRun, readExceptions, replaceExceptions, writeBalanceControls } from '../data/import-records.js';
import { References, writeReferences } from '../data/references.js';
import { balancesOf } from '../domain/balances.js';
import type { UnbilledDays } from '../domain/unbilled-days.js';
import type { ImportException } from '../domain/exceptions/exception.js';
import { planImport, type ImportPlan } from '../domain/import-plan.js';
import { UNLISTED } from '../domain/mapping/map-settings.js';
import { preview, type PreviewedRows } from '../domain/preview.js';
import { reconcile, type ReconciliationReport } from '../domain/reconciliation/reconcile.js';
import { readSourceSet, type RawSet } from '../domain/source/read-source-set.js';
import { describeFault } from '../domain/source/raw-value.js';
import type { SourceSet } from '../domain/source/source-set.js';
import { snapshotDay } from '../domain/snapshot-day.js';
import { carriedTransactions } from '../domain/transaction-evidence.js';
import { readSource } from '../source/splynx/read-source.js';
import type { SplynxSource } from '../source/splynx/splynx-source.js';
import { ApplyRows, type Applying } from './apply-rows.js';
import { BooksReader } from './books-reader.js';
import { StageRows } from './stage-rows.js';
import * as documents from './steps/documents.js';
import * as money from './steps/money.js';
import * as people from './steps/people.js';
import * as policies from './steps/policies.js';
import { futureItems, services, type PartnerOf } from './steps/services.js';
import * as settings from './steps/settings.js';

export interface ImportRequest {
  readonly call: Call;
  /** Only needed where no operator is set up yet; else it must be the operator's. */
  readonly currency?: string | undefined;
  readonly timeZone?: string | undefined;
  /** The day that overdue is judged on; else the day that the data shows. */
  readonly snapshotOn?: LocalDate | undefined;
  readonly isDryRun: boolean;
  readonly progress: (line: string) => void;
}

/** Ids of the source as numbers, as it prints them itself; a place such as `row 7` as text. */
export type ReportedException = Omit<ImportException, 'id'> & { readonly id: number | string };

/** Older days of services that go on here, which no invoice charges: no fault of a row, and nothing is done about them. */
export type ReportedUnbilled = Omit<UnbilledDays, 'id'> & { readonly id: number | string };

export interface ImportReport extends ReconciliationReport {
  readonly source: 'splynx';
  readonly instance: string;
  readonly currency: string;
  readonly snapshot: string;
  readonly exceptions: readonly ReportedException[];
  readonly unbilled: readonly ReportedUnbilled[];
  /** Collections that could not be read: nothing is known of them, which is not the same as nothing being there. */
  readonly not_readable: Readonly<Record<string, string>>;
  readonly written: Readonly<Record<string, number>>;
  readonly changed_in_source: readonly { readonly entity: string; readonly id: string }[];
  readonly notes: readonly string[];
}

export type ImportResult =
  | { readonly kind: 'previewed'; readonly preview: ImportPreview }
  | { readonly kind: 'imported'; readonly report: ImportReport };

export interface ImportPreview {
  readonly instance: string;
  readonly currency: string;
  readonly snapshot: string;
  readonly plan_hash: string;
  readonly rows: PreviewedRows;
  readonly exceptions: readonly ReportedException[];
  readonly unbilled: readonly ReportedUnbilled[];
  readonly not_readable: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

interface Work {
  readonly raw: RawSet;
  readonly set: SourceSet;
  readonly plan: ImportPlan;
  readonly references: References;
  readonly preview: ImportPreview;
}

/** Staged, mapped, validated, previewed, applied by the contexts' own commands, and reconciled from what is then in the database. */
@Injectable()
export class ImportSplynx {
  constructor(
    private readonly bus: CommandBus,
    private readonly acts: Acts,
    private readonly database: Database,
    private readonly operators: Operators,
    private readonly staff: StaffAccounts,
    private readonly stageRows: StageRows,
    private readonly applyRows: ApplyRows,
    private readonly books: BooksReader,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  async run(source: SplynxSource, request: ImportRequest): Promise<ImportResult> {
    const work = await this.prepare(source, request);
    if (request.isDryRun) return { kind: 'previewed', preview: work.preview };
    await this.setUpOperator(work.plan.currency, request);
    const applying = await this.begin(source, work, request);
    await this.apply(work, applying, request);
    await this.finish(work, applying);
    return { kind: 'imported', report: await this.report(work, applying) };
  }

  private async prepare(source: SplynxSource, request: ImportRequest): Promise<Work> {
    const operator = await this.database.read(EVERYTHING, (sql) => this.operators.find(sql));
    const currency = currencyCode(request.currency ?? operator?.currency ?? 'EUR');
    if (operator && operator.currency !== currency) {
      throw conflict(
        'OTHER_CURRENCY',
        `Accounts here are kept in ${operator.currency}; data in ${currency} cannot be imported into them.`,
      );
    }
    const raw = await readSource(source, (name, rows) =>
      request.progress(`${name}: ${rows === undefined ? 'not readable' : `${rows} rows`}`),
    );
    const set = readSourceSet(raw);
    const zone = operator?.timeZone ?? request.timeZone ?? 'UTC';
    const plan = planImport(set, {
      currency,
      snapshotOn: request.snapshotOn ?? snapshotDay(raw, this.clock.todayIn(zone)),
    });
    const references = await this.database.read(EVERYTHING, (sql) => References.load(sql, source.instance));
    return { raw, set, plan, references, preview: previewOf(source.instance, plan, set, references) };
  }

  private async setUpOperator(currency: CurrencyCode, request: ImportRequest): Promise<void> {
    const operator = await this.database.read(EVERYTHING, (sql) => this.operators.find(sql));
    if (operator) return;
    const input = {
      name: 'Imported provider',
      timeZone: request.timeZone ?? 'UTC',
      currency,
      locale: 'en',
      country: 'ZZ',
    };
    await this.bus.run(SetUpOperator, input, request.call);
  }

  private async begin(source: SplynxSource, work: Work, request: ImportRequest): Promise<Applying> {
    const applying: Applying = {
      call: request.call,
      runId: this.ids.next<'ImportRun'>(),
      instance: source.instance,
      references: work.references,
      refused: [],
      changed: [],
      written: new Map(),
      notes: new Set(),
    };
    await this.acts.perform(request.call, 'migration.beginImport', async (act) => {
      const { plan_hash: planHash, not_readable: notReadable, rows } = work.preview;
      const { currency, snapshotOn } = work.plan;
      const run = {
        id: applying.runId,
        instance: source.instance,
        currency,
        snapshotOn,
        planHash,
        notReadable,
        preview: rows,
        startedBy: act.actor.kind,
      };
      await openRun(act.sql, run, act.at);
      act.audit({ kind: 'import_run', id: applying.runId }, `Import from ${source.instance} begun`, {
        after: { planHash },
      });
    });
    request.progress(`staged: ${await this.stageRows.stage(work.raw, applying)} new or changed rows`);
    return applying;
  }

  private async apply({ plan, references }: Work, applying: Applying, request: ImportRequest): Promise<void> {
    const { bus, ids } = this;
    const partners = new Map(plan.customers.map((customer) => [customer.sourceId as string, customer.partnerId]));
    const partnerOf: PartnerOf = (id) =>
      references.idOf('partner', partners.get(id)) ?? references.idOf('partner', UNLISTED);
    const given = { plan, bus, references, partnerOf, ids };
    const { applyRows } = this;
    await applyRows.apply(applying, settings.partners(plan, bus));
    await applyRows.apply(applying, settings.locations(plan, bus));
    await applyRows.apply(applying, settings.customFields(plan, bus));
    await applyRows.apply(applying, people.invitations(plan, this.staff, references));
    await applyRows.apply(applying, settings.taxRates(plan, bus));
    await applyRows.apply(applying, settings.paymentMethods(plan, bus));
    await applyRows.apply(applying, settings.plans(plan, bus, references, false));
    await applyRows.apply(applying, settings.plans(plan, bus, references, true));
    await applyRows.apply(applying, policies.planRules(plan, bus, references));
    await applyRows.apply(applying, settings.routers(plan, bus, references));
    await applyRows.apply(applying, settings.sectors(plan, bus, references));
    await applyRows.apply(applying, settings.addressPools(plan, bus, references));
    await applyRows.apply(
      applying,
      people.customers(plan, bus, references, ids, (sentence) => applying.notes.add(sentence)),
    );
    request.progress('customers and settings are in');
    for (const rank of ['bundle', 'single', 'continuing'] as const)
      await applyRows.apply(applying, services(plan, bus, references, partnerOf, rank));
    await applyRows.apply(applying, policies.dataBalances(plan, bus, references, partnerOf));
    await applyRows.apply(applying, futureItems(plan, bus, references, partnerOf));
    request.progress('services are in');
    await applyRows.apply(applying, documents.invoices(given));
    await applyRows.apply(applying, documents.creditNotes(given));
    await applyRows.apply(applying, money.payments(given));
    await applyRows.apply(applying, money.adjustments(given));
    await applyRows.apply(applying, money.allocations(given));
    request.progress('documents and money are in');
  }

  private async finish({ set, plan, references }: Work, applying: Applying): Promise<void> {
    const { instance, runId } = applying;
    const carried = carriedTransactions(set.transactions, plan).flatMap(({ sourceId, by }) => {
      const targetId = references.idOf(by.entity, by.sourceId);
      return targetId === undefined
        ? []
        : [{ entity: 'transaction' as const, sourceId, targetId, hash: `${by.entity}/${by.sourceId}` }];
    });
    const residues = new Map(plan.ledger.residues.map((residue) => [residue.customerId, residue.amount.toFixed(4)]));
    const controls = [...balancesOf(set)].map(([customerId, { stored, fromTransactions }]) => ({
      customerId,
      stored: stored?.toFixed(4) ?? null,
      fromTransactions: fromTransactions.toFixed(4),
      residue: residues.get(customerId) ?? '0',
    }));
    await this.acts.perform(applying.call, 'migration.finishImport', async (act) => {
      await writeReferences(act.sql, instance, runId, carried);
      await writeBalanceControls(act.sql, instance, runId, controls);
      await replaceExceptions(act.sql, instance, runId, [...plan.exceptions, ...applying.refused], act.at);
      await closeRun(act.sql, runId, act.at);
      const written = [...applying.written.values()].reduce((sum, count) => sum + count, 0);
      act.audit({ kind: 'import_run', id: runId }, `Import from ${instance} finished: ${written} rows written`);
    });
  }

  private async report(work: Work, applying: Applying): Promise<ImportReport> {
    const books = await this.books.read(applying.instance);
    const { rows: _rows, plan_hash: _hash, exceptions: _planned, ...about } = work.preview;
    return {
      source: 'splynx',
      ...about,
      ...reconcile(books),
      notes: [...about.notes, ...applying.notes],
      exceptions: (await this.database.read(EVERYTHING, (sql) => readExceptions(sql, applying.instance))).map(reported),
      written: Object.fromEntries(applying.written),
      changed_in_source: applying.changed,
    };
  }
}

function previewOf(instance: string, plan: ImportPlan, set: SourceSet, references: References): ImportPreview {
  return {
    instance,
    currency: plan.currency,
    snapshot: plan.snapshotOn,
    plan_hash: hashOf(plan),
    rows: preview(plan, (entity, sourceId) => references.get(entity, sourceId) !== undefined),
    exceptions: plan.exceptions.map(reported),
    unbilled: plan.unbilled.map(reported),
    not_readable: Object.fromEntries(set.notReadable),
    notes: set.notes.map(describeFault),
  };
}

/** Row by row: the text of a whole provider may be longer than a string can be. */
function hashOf(plan: ImportPlan): string {
  return contentHash(
    Object.entries(plan).map(([name, part]) => [
      name,
      Array.isArray(part) ? part.map((row) => contentHash(row)) : contentHash(part),
    ]),
  );
}

function reported<Finding extends { readonly id: string }>(
  finding: Finding,
): Omit<Finding, 'id'> & { readonly id: number | string } {
  return { ...finding, id: /^\d{1,15}$/.test(finding.id) ? Number(finding.id) : finding.id };
}
