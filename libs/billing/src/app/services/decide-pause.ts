import { addDays, conflict, contentHash, type LocalDate, notFound, type Refusal } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { planPause, type PauseBilling, type PausePlan, type PauseRefusal } from '../../domain/index.js';
import type { Account } from '../accounts/accounts.js';
import { chargedLines, type ChargedServiceLine } from '../runs/charged-lines.js';
import { billableAccount, loadService, type LoadedService } from '../runs/load-billable.js';
import type { BillingTerms } from '../settings/settings.js';

export interface PauseWish {
  readonly serviceId: string;
  readonly from?: LocalDate | undefined;
  readonly through?: LocalDate | undefined;
  readonly billing?: PauseBilling | undefined;
  readonly credit?: boolean | undefined;
}

export interface DecidedPause {
  readonly plan: PausePlan;
  readonly billing: PauseBilling;
  readonly reducedPercent: number;
  readonly service: LoadedService;
  readonly invoiceOf: ReadonlyMap<string, ChargedServiceLine>;
  readonly hash: string;
}

/** One decision for the preview and for the pause. */
export async function decidePause(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  today: LocalDate,
  wish: PauseWish,
): Promise<DecidedPause> {
  const loaded = await loadService(sql, wish.serviceId, today, terms);
  if (!loaded) throw notFound('service');
  await refuseBySelf(sql, wish.serviceId);
  const { policy, services } = billableAccount(account, [loaded], terms);
  const service = services[0] ?? loaded;
  const lines = await chargedLines(sql, wish.serviceId, service.startsOn);
  const billing = wish.billing ?? terms.settings.pauseBilling;
  const decided = planPause({
    currency: account.currency,
    today,
    from: wish.from ?? today,
    to: wish.through === undefined ? null : addDays(wish.through, 1),
    billing,
    reducedPercent: terms.settings.pauseReducedPercent,
    givesCredit: wish.credit ?? terms.settings.pauseCredit,
    mostDays: terms.settings.pauseMostDays,
    service,
    chargedLines: lines,
    pauses: await pausesOf(sql, wish.serviceId),
    policy,
  });
  if (!decided.ok) throw refusalOf(decided.error, terms.settings.pauseMostDays);
  const { from, to, credits, charges } = decided.value;
  const amounts = [...credits, ...charges].map((line) => line.grossMinor.toString());
  return {
    plan: decided.value,
    billing,
    reducedPercent: terms.settings.pauseReducedPercent,
    service,
    invoiceOf: new Map(lines.map((line) => [line.lineId, line])),
    hash: contentHash([wish.serviceId, from, to, billing, amounts]),
  };
}

async function refuseBySelf(sql: Sql, serviceId: string): Promise<void> {
  const row = await sql.first<{ status: string; bundled: boolean }>(
    'SELECT status, bundle_service_id IS NOT NULL AS bundled FROM billing.service WHERE id = $1',
    [serviceId],
  );
  if (row?.bundled) throw conflict('SERVICE_IN_BUNDLE', 'This service is part of a bundle. Pause the bundle.');
  if (row && row.status !== 'active' && row.status !== 'pending' && row.status !== 'paused')
    throw conflict('SERVICE_STATUS', `This service is ${row.status}; it cannot be paused.`, { status: row.status });
}

async function pausesOf(sql: Sql, serviceId: string): Promise<{ from: LocalDate; to: LocalDate | null }[]> {
  return sql.query<{ from: LocalDate; to: LocalDate | null }>(
    'SELECT lower(days) AS "from", upper(days) AS "to" FROM billing.service_pause WHERE service_id = $1 ORDER BY lower(days)',
    [serviceId],
  );
}

function refusalOf(error: PauseRefusal, most: number | null): Refusal {
  switch (error.code) {
    case 'PAUSE_EMPTY':
      return conflict(error.code, 'The last day of the pause is before its first day.');
    case 'PAUSE_OVERLAPS':
      return conflict(error.code, 'The service is paused on some of these days already.');
    case 'PAUSE_NEEDS_END':
      return conflict(
        error.code,
        `A service is paused ${most ?? 0} days a year at most. Say the last day of the pause.`,
      );
    case 'PAUSE_NOT_BILLED':
      return conflict(error.code, 'An archived service cannot be paused.');
    case 'PAUSE_BEFORE_START':
      return conflict(error.code, `The service begins on ${error.earliestOn}. Choose that day or a later one.`, {
        earliestOn: error.earliestOn,
      });
    case 'PAUSE_AFTER_END':
      return conflict(error.code, `The service ends on ${error.latestOn}. Choose that day or an earlier one.`, {
        latestOn: error.latestOn,
      });
    case 'PAUSE_TOO_LONG':
      return conflict(
        error.code,
        `A service is paused ${most ?? 0} days a year at most; ${error.daysLeft} of them are left in ${error.year}.`,
        { daysLeft: error.daysLeft },
      );
  }
}
