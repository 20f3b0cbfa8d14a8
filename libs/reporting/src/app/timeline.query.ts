import { Injectable } from '@nestjs/common';
import { type Actor, holds } from '@demarc/access';
import { BillingPermissions } from '@demarc/billing';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { CrmPermissions, type CustomerId } from '@demarc/crm';
import { cutPage, encodeCursor, type MoneyView, moneyViewOf, type Page } from '@demarc/graphql';
import { NetworkingPermissions } from '@demarc/networking';
import { eventSentence, sessionSentence, TIMELINE_KINDS, type TimelineKind } from '../domain/timeline-sentence.js';
import { Parameters } from './parameters.js';
import { checkPageSize, readPlace } from './place.js';
import { requireCustomer } from './require-customer.js';
import { timelineParts } from './timeline-sql.js';

export interface TimelineQuestion {
  readonly customerId: CustomerId;
  readonly kinds?: readonly TimelineKind[] | null | undefined;
  readonly first: number;
  readonly after?: string | null | undefined;
}

export interface TimelineRow {
  readonly id: string;
  readonly at: Date;
  /** Microseconds, for the cursor. */
  readonly place: string;
  readonly kind: TimelineKind;
  /** Event name, where it comes from an event. */
  readonly name: string | null;
  readonly sentence: string | null;
  readonly facts: Readonly<Record<string, unknown>> | null;
  readonly by: string | null;
  readonly amount_minor: string | null;
  readonly currency: string | null;
  readonly link_kind: string | null;
  readonly link_id: string | null;
}

export interface TimelineEntry {
  readonly id: string;
  readonly at: Date;
  readonly kind: TimelineKind;
  readonly sentence: string;
  readonly by: string | null;
  readonly amount: MoneyView | null;
  readonly linkKind: string | null;
  readonly linkId: string | null;
}

/** Everything that happened with a customer, newest first, from all contexts in one statement. */
@Injectable()
export class Timeline extends Query<TimelineQuestion, Page<TimelineEntry>> {
  readonly rule: Rule = {
    name: 'reporting.timeline',
    sentence: 'See the timeline of a customer',
    permission: CrmPermissions['customer.view'],
  };

  async answer(question: TimelineQuestion, { sql, actor }: Asking): Promise<Page<TimelineEntry>> {
    await requireCustomer(sql, actor, question.customerId);
    const first = checkPageSize(question.first);
    const kinds = (question.kinds ?? TIMELINE_KINDS).filter((kind) => maySee(actor, kind));
    const parameters = new Parameters();
    const parts = timelineParts(parameters, question.customerId, new Set(kinds), placeOf(question.after), first + 1);
    const rows =
      parts.length === 0
        ? []
        : await sql.query<TimelineRow>(
            `${parts.join(' UNION ALL ')} ORDER BY at DESC, id DESC LIMIT ${first + 1}`,
            parameters.values,
          );
    const page = cutPage(rows, first, (row) => encodeCursor([row.place, row.id]), {
      count: rows.length,
      exact: rows.length <= first && !question.after,
    });
    return { ...page, nodes: page.nodes.map(entryOf) };
  }
}

function maySee(actor: Actor, kind: TimelineKind): boolean {
  switch (kind) {
    case 'payment':
      return holds(actor, BillingPermissions['payment.view']);
    case 'invoice':
    case 'credit_note':
      return holds(actor, BillingPermissions['invoice.view']);
    case 'service':
      return holds(actor, BillingPermissions['service.view']);
    case 'network':
      return holds(actor, NetworkingPermissions['access.view']);
    case 'session':
      return holds(actor, NetworkingPermissions['session.view']);
    case 'status':
    case 'note':
    case 'change':
      return true;
  }
}

function placeOf(after: string | null | undefined): { at: string; id: string } | undefined {
  const [at, id] = readPlace(after, ['instant', 'text']) ?? [];
  return at === undefined || id === undefined ? undefined : { at, id };
}

function entryOf(row: TimelineRow): TimelineEntry {
  return {
    id: row.id,
    at: row.at,
    kind: row.kind,
    sentence:
      row.sentence ??
      (row.kind === 'session' ? sessionSentence(row.facts ?? {}) : eventSentence(row.name ?? '', row.facts ?? {})),
    by: row.by,
    amount: row.amount_minor === null || row.currency === null ? null : moneyViewOf(row.amount_minor, row.currency),
    linkKind: row.link_kind,
    linkId: row.link_id,
  };
}
