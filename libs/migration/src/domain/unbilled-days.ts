import { addDays, type DateRange, daysBetween, type LocalDate, maxDate, minDate } from '@demarc/kernel';
import type { TargetInvoice } from './finance-target.js';
import type { TargetService } from './target.js';

/** Days of a service that no invoice of the other system charged, and that none of ours ever will. */
export interface UnbilledDays {
  readonly code: 'UNBILLED_DAYS';
  readonly entity: 'service';
  readonly id: string;
  readonly kind: TargetService['kind'];
  /** The first and the last of them; between them some may have been charged. */
  readonly from: LocalDate;
  readonly through: LocalDate;
  readonly days: number;
  readonly note: string;
}

/** Services that go on here, of which older days were never invoiced: for a person to know, and to invoice by hand where they want to. */
export function unbilledDays(
  services: readonly TargetService[],
  invoices: readonly TargetInvoice[],
): readonly UnbilledDays[] {
  const charged = chargedRanges(invoices);
  return services.filter(goesOn).flatMap((service) => {
    const until =
      service.endsOn === undefined ? service.chargedFrom : minDate(service.chargedFrom, addDays(service.endsOn, 1));
    const gaps = gapsIn(
      { from: service.startsOn, to: until },
      charged.get(`${service.kind}/${service.sourceId}`) ?? [],
    );
    const [first, last] = [gaps[0], gaps.at(-1)];
    if (!first || !last) return [];
    const days = gaps.reduce((sum, gap) => sum + daysBetween(gap.from, gap.to), 0);
    const through = addDays(last.to, -1);
    const note = `${days} days between ${first.from} and ${through} are on no invoice, and are not charged here: charging begins on ${service.chargedFrom}`;
    const { kind, sourceId: id } = service;
    return [{ code: 'UNBILLED_DAYS', entity: 'service', id, kind, from: first.from, through, days, note } as const];
  });
}

function goesOn({ status, unitPrice }: TargetService): boolean {
  return (status === 'active' || status === 'paused') && !unitPrice.isZero();
}

/** By service, in the order of their first days. */
function chargedRanges(invoices: readonly TargetInvoice[]): ReadonlyMap<string, readonly DateRange[]> {
  const ranges = new Map<string, DateRange[]>();
  for (const line of invoices.filter(({ status }) => status === 'issued').flatMap(({ lines }) => lines)) {
    if (line.serviceId === undefined || line.periodFrom === undefined || line.periodThrough === undefined) continue;
    const key = `${line.serviceKind}/${line.serviceId}`;
    ranges.set(key, [...(ranges.get(key) ?? []), { from: line.periodFrom, to: addDays(line.periodThrough, 1) }]);
  }
  for (const list of ranges.values())
    list.sort((left, right) => (left.from < right.from ? -1 : left.from > right.from ? 1 : 0));
  return ranges;
}

function gapsIn(whole: DateRange, charged: readonly DateRange[]): readonly DateRange[] {
  const gaps: DateRange[] = [];
  let from = whole.from;
  for (const range of charged) {
    const to = minDate(range.from, whole.to);
    if (from < to) gaps.push({ from, to });
    from = maxDate(from, range.to);
  }
  if (from < whole.to) gaps.push({ from, to: whole.to });
  return gaps;
}
