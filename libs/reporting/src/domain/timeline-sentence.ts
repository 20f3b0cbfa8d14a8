/** What the timeline of a customer is made of. */
export type TimelineKind =
  'payment' | 'invoice' | 'credit_note' | 'status' | 'service' | 'network' | 'session' | 'note' | 'change';

export const TIMELINE_KINDS = [
  'payment',
  'invoice',
  'credit_note',
  'status',
  'service',
  'network',
  'session',
  'note',
  'change',
] as const satisfies readonly TimelineKind[];

/** Events that stand in the timeline, and under which kind. Payments and documents come from their own tables. */
export const TIMELINE_EVENTS: Readonly<Record<string, TimelineKind>> = {
  'crm.CustomerOpened': 'status',
  'crm.CustomerActivated': 'status',
  'crm.CustomerDeactivated': 'status',
  'crm.CustomerClosed': 'status',
  'crm.CustomerRestored': 'status',
  'billing.StandingChanged': 'status',
  'billing.HoldPlaced': 'status',
  'billing.HoldLifted': 'status',
  'billing.ServiceAdded': 'service',
  'billing.ServiceStarted': 'service',
  'billing.ServiceChanged': 'service',
  'billing.PlanChanged': 'service',
  'networking.AccessChanged': 'network',
  'networking.AccessConverged': 'network',
  'networking.AccessDrifted': 'network',
  'networking.EffectivePolicyChanged': 'network',
  'networking.DataGiven': 'network',
};

type Facts = Readonly<Record<string, unknown>>;

/** One sentence for people. Facts that are missing (an older version wrote them) leave their part of the sentence out. */
export function eventSentence(name: string, facts: Facts): string {
  const text = (key: string): string => (typeof facts[key] === 'string' ? facts[key] : '');
  switch (name) {
    case 'crm.CustomerOpened':
      return 'Customer opened';
    case 'crm.CustomerActivated':
      return 'Customer activated';
    case 'crm.CustomerDeactivated':
      return 'Customer deactivated';
    case 'crm.CustomerClosed':
      return 'Customer archived';
    case 'crm.CustomerRestored':
      return 'Customer restored from the archive';
    case 'billing.StandingChanged':
      return `Standing went from ${text('from')} to ${text('to')}`;
    case 'billing.HoldPlaced':
      return `Hold placed: ${text('reason')}`;
    case 'billing.HoldLifted':
      return 'Hold lifted';
    case 'billing.ServiceAdded':
      return 'Service added';
    case 'billing.ServiceStarted':
      return 'Service started';
    case 'billing.ServiceChanged':
      return `Service is ${text('status')}`;
    case 'billing.PlanChanged':
      return `Plan changed on ${text('changeOn')}`;
    case 'networking.AccessChanged':
      return `Access is to be ${text('to')}${text('reason') === '' ? '' : `: ${words(text('reason'))}`}`;
    case 'networking.AccessConverged':
      return convergedSentence(text('desired'), text('answer'), facts['elapsedMs']);
    case 'networking.AccessDrifted':
      return `A router did not follow (${text('answer')}); it is asked again`;
    case 'networking.EffectivePolicyChanged':
      return policySentence(facts);
    case 'networking.DataGiven':
      return `Data given: ${text('description')}`;
    default:
      return words(name.slice(name.indexOf('.') + 1));
  }
}

export function sessionSentence(facts: Facts): string {
  const address = typeof facts['address'] === 'string' ? ` as ${facts['address']}` : '';
  if (facts['ended'] === undefined || facts['ended'] === null) return `Online${address} since then`;
  return `Was online${address} for ${duration(Number(facts['seconds'] ?? 0))}`;
}

function convergedSentence(desired: string, answer: string, elapsedMs: unknown): string {
  const took =
    typeof elapsedMs === 'number'
      ? `, ${elapsedMs < 10_000 ? `${elapsedMs} ms` : duration(Math.round(elapsedMs / 1_000))} after its cause`
      : '';
  const how =
    { acknowledged: 'the router acknowledged', gone: 'the session had ended', no_session: 'nobody was online' }[
      answer
    ] ?? answer;
  return `Access is ${desired}: ${how}${took}`;
}

export function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return `${seconds} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 1) return `${minutes} min`;
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

function words(name: string): string {
  const spaced = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function policySentence({ by, name, isBlocked, downloadKbps, uploadKbps }: Facts): string {
  if (by === null) return 'The speed is that of the plan again';
  const why = by === 'quota' ? 'The quota is used up' : `Fair use “${String(name)}” holds`;
  if (isBlocked === true) return `${why}: access is blocked`;
  return `${why}: ${Number(downloadKbps) / 1_000} / ${Number(uploadKbps) / 1_000} Mbit/s`;
}
