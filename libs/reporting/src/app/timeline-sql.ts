import { TIMELINE_EVENTS, type TimelineKind } from '../domain/timeline-sentence.js';
import type { Parameters } from './parameters.js';

interface Source {
  readonly kinds: readonly TimelineKind[];
  readonly from: string;
  /** When it happened, and what makes the place unique. */
  readonly at: string;
  readonly id: string;
  readonly columns: string;
  readonly where?: string;
}

/** Open sessions have an index by service, none by customer. */
const OPEN_SESSIONS = `(SELECT own.customer_id, session.key, session.service_id, session.started_at, session.session_seconds, session.framed_ipv4
  FROM networking.access own JOIN networking.session_open session ON session.service_id = own.service_id) entry`;

/** Commands whose doing stands in the timeline as a row of its own: their audit entries are left out. */
const SHOWN_OTHERWISE = [
  'crm.openCustomer',
  'crm.activateCustomer',
  'crm.deactivateCustomer',
  'crm.archiveCustomer',
  'crm.restoreCustomer',
  'crm.writeNote',
  'billing.recordPayment',
  'billing.placeHold',
  'billing.liftHold',
  'billing.addService',
  'billing.issueOneTimeInvoice',
  'billing.applySuspensions',
  'billing.watchStanding',
  'networking.convergeAccess',
];

/** One branch a source, each cut at the page by its own index before they are merged. */
export function timelineParts(
  parameters: Parameters,
  customerId: string,
  kinds: ReadonlySet<TimelineKind>,
  place: { readonly at: string; readonly id: string } | undefined,
  limit: number,
): readonly string[] {
  const customer = parameters.add(customerId);
  const before = place && { at: parameters.add(place.at), id: parameters.add(place.id) };
  return sources(parameters, kinds)
    .filter((source) => source.kinds.some((kind) => kinds.has(kind)))
    .map((source) => {
      const after = before ? `AND (${source.at}, ${source.id}) < (${before.at}::timestamptz, ${before.id}::text)` : '';
      const early = before ? `AND ${source.at} <= ${before.at}::timestamptz` : '';
      return `(SELECT ${source.id} AS id, ${source.at} AS at, ${source.at}::text AS place, ${source.columns}
        FROM ${source.from} WHERE entry.customer_id = ${customer} ${source.where ? `AND ${source.where}` : ''} ${early} ${after}
        ORDER BY ${source.at} DESC, ${source.id} DESC LIMIT ${limit})`;
    });
}

function sources(parameters: Parameters, kinds: ReadonlySet<TimelineKind>): readonly Source[] {
  const names = Object.entries(TIMELINE_EVENTS).filter(([, kind]) => kinds.has(kind));
  const nothing = `NULL::text AS name, NULL::text AS sentence, NULL::jsonb AS facts, NULL::text AS by, NULL::bigint AS amount_minor, NULL::text AS currency`;
  return [
    ...(names.length === 0 ? [] : [eventSource(parameters, names)]),
    {
      kinds: ['payment'],
      from: 'billing.payment entry',
      at: 'entry.created_at',
      id: 'entry.id::text',
      columns: PAYMENT,
    },
    {
      kinds: ['invoice'],
      from: 'billing.invoice entry',
      at: 'entry.created_at',
      id: 'entry.id::text',
      columns: document('invoice', 'Invoice'),
    },
    {
      kinds: ['credit_note'],
      from: 'billing.credit_note entry',
      at: 'entry.created_at',
      id: 'entry.id::text',
      columns: document('credit_note', 'Credit note'),
    },
    { kinds: ['note'], from: 'crm.note entry', at: 'entry.at', id: 'entry.id::text', columns: NOTE },
    {
      kinds: ['session'],
      from: OPEN_SESSIONS,
      at: 'entry.started_at',
      id: 'entry.key',
      columns: session('NULL::timestamptz', nothing),
    },
    {
      kinds: ['session'],
      from: 'networking.session_closed entry',
      at: 'entry.started_at',
      id: 'entry.key',
      columns: session('entry.ended_at', nothing),
    },
    {
      kinds: ['change'],
      from: 'platform.audit_entry entry',
      at: 'entry.at',
      id: 'entry.id::text',
      columns: `'change' AS kind, entry.action AS name, entry.sentence, NULL::jsonb AS facts,
        CASE entry.actor_kind WHEN 'system' THEN 'System: ' || entry.actor_name ELSE entry.actor_name END AS by, NULL::bigint AS amount_minor,
        NULL::text AS currency, entry.subject_kind AS link_kind, entry.subject_id AS link_id`,
      // What access follows from is told by its own event: the audit entry of it would say the same again.
      where: `entry.outcome = 'done' AND NOT (entry.subject_kind = 'access' AND entry.actor_kind = 'system') AND entry.action <> ALL (${parameters.add(SHOWN_OTHERWISE)}::text[])`,
    },
  ];
}

function eventSource(parameters: Parameters, names: readonly (readonly [string, TimelineKind])[]): Source {
  const cases = names.map(([name, kind]) => `WHEN '${name}' THEN '${kind}'`).join(' ');
  return {
    kinds: [...new Set(names.map(([, kind]) => kind))],
    from: 'platform.event entry',
    at: 'entry.occurred_at',
    id: 'entry.id::text',
    columns: `CASE entry.name ${cases} END AS kind, entry.name, NULL::text AS sentence, entry.payload AS facts, NULL::text AS by, NULL::bigint AS amount_minor,
      NULL::text AS currency, CASE WHEN entry.payload ? 'serviceId' THEN 'service' END AS link_kind, entry.payload->>'serviceId' AS link_id`,
    where: `entry.name = ANY (${parameters.add(names.map(([name]) => name))}::text[])`,
  };
}

const PAYMENT = `'payment' AS kind, NULL::text AS name,
  CASE entry.status WHEN 'reversed' THEN 'Payment received, later reversed: receipt ' ELSE 'Payment received: receipt ' END || entry.receipt_number AS sentence,
  NULL::jsonb AS facts, entry.recorded_by AS by, entry.amount_minor, entry.currency::text, 'payment' AS link_kind, entry.id::text AS link_id`;

const NOTE = `'note' AS kind, NULL::text AS name, entry.text AS sentence, NULL::jsonb AS facts, entry.author AS by, NULL::bigint AS amount_minor,
  NULL::text AS currency, NULL::text AS link_kind, NULL::text AS link_id`;

function document(kind: 'invoice' | 'credit_note', title: string): string {
  return `'${kind}' AS kind, NULL::text AS name, '${title} ' || entry.number || CASE entry.status WHEN 'void' THEN ' issued, later made void' ELSE ' issued' END AS sentence,
    NULL::jsonb AS facts, NULL::text AS by, entry.gross_minor AS amount_minor, entry.currency::text, '${kind}' AS link_kind, entry.id::text AS link_id`;
}

function session(endedAt: string, nothing: string): string {
  return `'session' AS kind, ${nothing.replace(
    'NULL::jsonb AS facts',
    `jsonb_build_object('address', host(entry.framed_ipv4), 'seconds', entry.session_seconds, 'ended', ${endedAt}) AS facts`,
  )}, 'service' AS link_kind, entry.service_id::text AS link_id`;
}
