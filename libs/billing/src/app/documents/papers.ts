import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { type Call, QueryBus } from '@demarc/commands';
import { MarkupFault } from '@demarc/documents';
import { Clock, conflict } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import type { PaperOrder } from '../../documents/print-order.js';
import { PaperPress } from '../../documents/paper-press.js';
import { FindStatement, type WantedStatement } from './find-statement.query.js';
import type { FoundPaper } from './paper-desk.js';
import { PAPER_QUERIES, type StoredPaperKind } from './paper-queries.js';

export interface PrintedPaper {
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** The PDF of a document: drawn when it is first asked for, and from then on the same bytes for ever. */
@Injectable()
export class Papers {
  constructor(
    private readonly queries: QueryBus,
    private readonly press: PaperPress,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async print(kind: StoredPaperKind, id: string, call: Call): Promise<PrintedPaper> {
    const found = await this.queries.ask(PAPER_QUERIES[kind], { id }, call);
    return { fileName: fileName(found), bytes: found.bytes ?? (await this.drawOnce(found)) };
  }

  /** Drawn each time: a statement is no issued document, and the ledger answers for any period anew. */
  async statement(wanted: WantedStatement, call: Call): Promise<PrintedPaper> {
    const { order, number, from } = await this.queries.ask(FindStatement, wanted, call);
    const bytes = await this.draw(order, this.clock.now());
    return { fileName: fileName({ kind: 'statement', number: `${number}-from-${from}` }), bytes };
  }

  /** Many documents after each other in one file, each with its own page numbers; drawn as they were issued. */
  async bind(
    kind: StoredPaperKind,
    ids: readonly string[],
    call: Call,
    progress: (done: number) => Promise<void>,
  ): Promise<Buffer> {
    const orders: PaperOrder[] = [];
    const shared = sharing();
    for (const id of ids) {
      const { order } = await this.queries.ask(PAPER_QUERIES[kind], { id, afresh: true }, call);
      if (order) orders.push({ ...order, logo: shared(order.logo) });
      await progress(orders.length);
    }
    return this.drawAll(orders, this.clock.now());
  }

  private draw(order: PaperOrder, madeAt: Date): Promise<Buffer> {
    return this.drawAll([order], madeAt);
  }

  private async drawAll(orders: readonly PaperOrder[], madeAt: Date): Promise<Buffer> {
    try {
      return await this.press.print(orders, madeAt);
    } catch (error) {
      if (!(error instanceof MarkupFault)) throw error;
      throw conflict('TEMPLATE_FAULT', `The template has a fault in line ${error.line}: ${error.message}`);
    }
  }

  /** Two who ask at once get the bytes of the one who was stored first. */
  private async drawOnce(found: FoundPaper): Promise<Buffer> {
    if (!found.order) throw new Error('a document has neither bytes nor an order');
    const bytes = await this.draw(found.order, found.madeAt);
    return this.database.write(EVERYTHING, async ({ sql }) => {
      await sql.execute(
        `INSERT INTO billing.document_file (kind, document_id, customer_id, partner_id, sha256, bytes, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
        [
          found.kind,
          found.id,
          found.customerId,
          found.partnerId,
          createHash('sha256').update(bytes).digest(),
          bytes,
          this.clock.now(),
        ],
      );
      const kept = await sql.first<{ bytes: Buffer }>(
        'SELECT bytes FROM billing.document_file WHERE kind = $1 AND document_id = $2',
        [found.kind, found.id],
      );
      return kept?.bytes ?? bytes;
    });
  }
}

/** Numbers may hold what a header or a file system does not take. */
function fileName({ kind, number }: Pick<FoundPaper, 'kind' | 'number'>): string {
  const safe = number
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '_')
    .replaceAll(/^[._]+|[._]+$/g, '')
    .slice(0, 80);
  return `${kind.replace('_', '-')}-${safe || 'document'}.pdf`;
}

/** Answers the same bytes for equal ones, so that an image goes into a file once. */
function sharing(): (bytes: Uint8Array | undefined) => Uint8Array | undefined {
  const known = new Map<string, Uint8Array>();
  return (bytes) => {
    if (!bytes) return undefined;
    const key = createHash('sha256').update(bytes).digest('hex');
    const first = known.get(key) ?? bytes;
    known.set(key, first);
    return first;
  };
}
