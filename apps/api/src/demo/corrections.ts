import { ChangePlan, IssueOneTimeInvoice, VoidInvoice } from '@demarc/billing';
import { dayOf, type LocalDate } from '@demarc/kernel';
import type { Catalogue } from './catalogue.js';
import type { Person } from './people.js';
import type { Stage } from './stage.js';

/** On these days of each month, so that every month has some of them. */
const CHARGED_BY_MISTAKE = 9;
const TAKES_LESS = 11;
const A_MONTH = 2;

/** What goes wrong and what people change their minds about: invoices taken back, and cheaper plans. Credit notes follow from both. */
export async function correct(stage: Stage, shop: Catalogue, people: Person[], day: LocalDate): Promise<void> {
  if (dayOf(day) === CHARGED_BY_MISTAKE) await takeBack(stage, people);
  if (dayOf(day) === TAKES_LESS) await takeLess(stage, shop, people, day);
}

async function takeBack(stage: Stage, people: readonly Person[]): Promise<void> {
  const charged = people.filter(({ payer }) => payer === 'prompt').slice(-A_MONTH);
  for (const { id: customerId } of charged) {
    const { invoiceId } = await stage.run(IssueOneTimeInvoice, {
      customerId,
      lines: [{ description: 'Visit of a technician', unitPrice: '35.00', taxInclusive: true }],
    });
    await stage.run(VoidInvoice, { invoiceId, reason: 'The fault was ours: the visit is free of charge' });
  }
}

async function takeLess(stage: Stage, shop: Catalogue, people: Person[], day: LocalDate): Promise<void> {
  const [, cheaper, dearer] = shop.internet;
  if (!cheaper || !dearer) return;
  const found = await stage.rows<{ id: string }>(
    `SELECT id FROM billing.service WHERE plan_id = $1 AND status = 'active' AND id = ANY ($2::uuid[]) ORDER BY number LIMIT $3`,
    [dearer.id, people.filter(({ payer }) => payer === 'prompt').flatMap(serviceOf), A_MONTH],
  );
  for (const { id: serviceId } of found) {
    const changed = await stage.run(ChangePlan, { serviceId, planId: cheaper.id, changeOn: day });
    const index = people.findIndex((person) => person.internet?.serviceId === serviceId);
    const person = people[index];
    if (person?.internet)
      people[index] = {
        ...person,
        internet: { ...person.internet, serviceId: changed.newServiceId, planId: cheaper.id },
      };
  }
}

function serviceOf({ internet }: Person): readonly string[] {
  return internet ? [internet.serviceId] : [];
}
