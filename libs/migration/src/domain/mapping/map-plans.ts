import { Decimal } from '@demarc/kernel';
import type { SourceTopUp } from '../source/policy-records.js';
import type { SourceService, SourceSpeeds, SourceTariff, SourceTax } from '../source/records.js';
import { byId, type SourceId } from '../source/source-id.js';
import type { SourceSet } from '../source/source-set.js';
import { topUpKey } from './map-policies.js';
import type { PlanKey, TargetAccessPolicy, TargetPlan, TargetTaxRate } from '../target.js';

const UNPRICED = { taxPercent: new Decimal(0), partnerIds: [], archived: true, bundled: [] } as const;

const ROUTEROS_PRIORITY = { high: 1, normal: 5, low: 8 } as const;

/** Taxes of the source, and an archived stand-in for each percentage that tariffs have without a tax that is listed. */
export function mapTaxRates(set: Pick<SourceSet, 'taxes' | 'tariffs'>): readonly TargetTaxRate[] {
  const byTaxId = new Map(set.taxes.map((tax) => [tax.id, tax]));
  const lost = new Map(
    set.tariffs.flatMap((tariff) =>
      isTaxLost(tariff, byTaxId) ? [[lostTaxKey(tariff), tariff.taxPercent] as const] : [],
    ),
  );
  const standIns = [...lost].map(([sourceId, percent]): TargetTaxRate => ({
    sourceId,
    name: `${percent.toFixed()}% (unlisted)`,
    percent,
    archived: true,
    parts: [],
  }));
  return [...set.taxes.map((tax) => mapTax(tax, byTaxId)), ...standIns];
}

function mapTax(tax: SourceTax, byTaxId: ReadonlyMap<SourceId, SourceTax>): TargetTaxRate {
  return {
    sourceId: tax.id,
    name: tax.name.trim() || `Tax ${tax.id}`,
    percent: tax.rate,
    archived: tax.archived,
    parts: [...tax.parts]
      .sort((left, right) => left.position - right.position)
      .map((part) => {
        const single = byTaxId.get(part.taxId);
        return {
          name: single?.name ?? `Tax ${part.taxId}`,
          percent: single?.rate ?? new Decimal(0),
          onTopOfPrevious: part.onTopOfPrevious,
        };
      }),
  };
}

function isTaxLost(tariff: SourceTariff, taxes: ReadonlyMap<SourceId, SourceTax>): boolean {
  return tariff.taxPercent.greaterThan(0) && (tariff.taxId === undefined || !taxes.has(tariff.taxId));
}

function lostTaxKey(tariff: SourceTariff): SourceId {
  return `percent-${tariff.taxPercent.toFixed(4)}` as SourceId;
}

/** Every tariff of the source, and an archived stand-in for each one that services point at but the source does not list. */
export function mapPlans(
  set: Pick<SourceSet, 'tariffs' | 'taxes' | 'services' | 'customers' | 'topUps'>,
): readonly TargetPlan[] {
  const taxes = new Map(set.taxes.map((tax) => [tax.id, tax]));
  const plans = new Map<PlanKey, TargetPlan>(set.tariffs.map((tariff) => [keyOf(tariff), mapTariff(tariff, taxes)]));
  for (const topUp of set.topUps) plans.set(topUpKey(topUp.id), topUpPlan(topUp, set.tariffs, taxes));
  const customers = new Set(set.customers.map((customer) => customer.id));
  for (const service of byId(set.services)) {
    if (customers.has(service.customerId) && !plans.has(planKeyOf(service)))
      plans.set(planKeyOf(service), standIn(service));
  }
  return [...plans.values()];
}

export function planKeyOf(service: SourceService): PlanKey {
  return `${service.kind}/${service.tariffId ?? '0'}`;
}

export function mapPolicy(speeds: SourceSpeeds): TargetAccessPolicy {
  const { downloadKbps, uploadKbps, guaranteed, burst, contention, priority } = speeds;
  const share = (rate: number, percent: number): number => Math.round((rate * percent) / 100);
  return {
    downloadKbps,
    uploadKbps,
    ...(guaranteed.kind === 'none'
      ? {}
      : guaranteed.kind === 'fixed'
        ? { guaranteedDownKbps: guaranteed.downKbps, guaranteedUpKbps: guaranteed.upKbps }
        : {
            guaranteedDownKbps: share(downloadKbps, guaranteed.percent),
            guaranteedUpKbps: share(uploadKbps, guaranteed.percent),
          }),
    burst: !isEffective(burst)
      ? undefined
      : {
          downKbps: burst.kind === 'fixed' ? burst.limitDownKbps : share(downloadKbps, burst.limitPercent),
          upKbps: burst.kind === 'fixed' ? burst.limitUpKbps : share(uploadKbps, burst.limitPercent),
          thresholdDownKbps:
            burst.kind === 'fixed' ? burst.thresholdDownKbps : share(downloadKbps, burst.thresholdPercent),
          thresholdUpKbps: burst.kind === 'fixed' ? burst.thresholdUpKbps : share(uploadKbps, burst.thresholdPercent),
          seconds: burst.seconds,
        },
    priority: ROUTEROS_PRIORITY[priority],
    contention: Math.max(contention, 1),
  };
}

/** A burst without a time or a threshold never happens on RouterOS; it is not carried over as if it did. */
function isEffective({ kind, seconds, ...burst }: SourceSpeeds['burst']): boolean {
  if (kind === 'none' || seconds <= 0) return false;
  return kind === 'fixed'
    ? burst.limitDownKbps > 0 && burst.limitUpKbps > 0 && burst.thresholdDownKbps > 0 && burst.thresholdUpKbps > 0
    : burst.limitPercent > 0 && burst.thresholdPercent > 0;
}

function keyOf(tariff: SourceTariff): PlanKey {
  return `${tariff.kind}/${tariff.id}`;
}

function mapTariff(tariff: SourceTariff, taxes: ReadonlyMap<SourceId, SourceTax>): TargetPlan {
  const { bundle } = tariff;
  return {
    key: keyOf(tariff),
    kind: tariff.kind,
    name: tariff.title || `Plan ${tariff.id}`,
    invoiceText: tariff.invoiceText || tariff.title,
    price: tariff.price,
    priceIncludesTax: tariff.gross,
    taxPercent: tariff.taxPercent,
    taxId: isTaxLost(tariff, taxes) ? lostTaxKey(tariff) : tariff.taxId,
    partnerIds: tariff.partnerIds,
    archived: tariff.hidden,
    policy: tariff.speeds ? mapPolicy(tariff.speeds) : undefined,
    bundled: bundle
      ? [
          ...bundle.internetTariffIds.map((id): PlanKey => `internet/${id}`),
          ...bundle.voiceTariffIds.map((id): PlanKey => `voice/${id}`),
          ...bundle.recurringTariffIds.map((id): PlanKey => `recurring/${id}`),
        ]
      : [],
    contractMonths: bundle?.contractMonths,
  };
}

/** Sold once; taxed as the tariff that it belongs to, since it says no tax of its own. */
function topUpPlan(
  topUp: SourceTopUp,
  tariffs: readonly SourceTariff[],
  taxes: ReadonlyMap<SourceId, SourceTax>,
): TargetPlan {
  const tariff = tariffs.find(({ kind, id }) => kind === 'internet' && id === topUp.tariffId);
  const name = topUp.title.trim() || `Top-up ${topUp.id}`;
  return {
    ...(tariff ? mapTariff(tariff, taxes) : { ...UNPRICED, priceIncludesTax: true, taxId: undefined }),
    key: topUpKey(topUp.id),
    kind: 'one_time',
    name,
    invoiceText: name,
    price: topUp.price,
    archived: tariff === undefined,
    policy: undefined,
    bundled: [],
    contractMonths: undefined,
  };
}

/** Untaxed and without a speed: what they were is not known, and nothing is guessed. The service keeps its own price. */
function standIn(service: SourceService): TargetPlan {
  const name = service.description.trim() || 'Unknown plan';
  return {
    key: planKeyOf(service),
    kind: service.kind,
    name: `${name} (no longer listed, ${service.tariffId ?? 'none'})`,
    invoiceText: name,
    price: service.unitPrice,
    priceIncludesTax: true,
    ...UNPRICED,
  };
}
