import { Decimal } from '@demarc/kernel';
import type {
  ServiceKind,
  SourceAdditionalDiscount,
  SourceDiscount,
  SourceInternetAccess,
  SourceService,
  SourceSpeeds,
  SourceTariff,
  SourceTax,
  TariffKind,
} from './records.js';
import type { RowReader } from './row-reader.js';

/** An additional field of internet services by this name is compared with the Agent-Remote-Id of a request. */
const REMOTE_ID_FIELD = 'agent_remote_id';

export function readTax(row: RowReader): SourceTax {
  return {
    id: row.id('id'),
    name: row.text('name'),
    rate: row.decimal('rate'),
    kind: row.oneOf('type', ['single', 'group'], 'single'),
    archived: row.flag('archived'),
    parts: row.list('items').map((part) => ({
      taxId: part.id('id'),
      onTopOfPrevious: part.flag('apply_to_all_previous'),
      position: part.integer('position'),
    })),
  };
}

export function readTariff(row: RowReader, kind: TariffKind): SourceTariff {
  const soft = row.lenient;
  const title = row.text('title');
  return {
    id: row.id('id'),
    kind,
    title,
    invoiceText: row.text('service_name') || row.text('service_description') || title,
    price: row.amount('price'),
    gross: row.flag('with_vat'),
    taxPercent: row.decimal('vat_percent'),
    taxId: row.ref('tax_id'),
    partnerIds: soft.refs('partners_ids'),
    hidden: soft.flag('hide_on_admin_portal') || soft.flag('deleted') || !soft.flag('enabled', true),
    onPortal: soft.flag('show_on_customer_portal'),
    speeds: kind === 'internet' ? readSpeeds(row) : undefined,
    bundle:
      kind === 'bundle'
        ? {
            internetTariffIds: soft.refs('internet_tariffs'),
            voiceTariffIds: soft.refs('voice_tariffs'),
            recurringTariffIds: soft.refs('custom_tariffs'),
            contractMonths: soft.integer('contract_duration'),
          }
        : undefined,
  };
}

export function readService(row: RowReader, kind: ServiceKind): SourceService {
  return {
    id: row.id('id'),
    kind,
    customerId: row.id('customer_id'),
    tariffId: kind === 'bundle' ? row.ref('bundle_id') : row.ref('tariff_id'),
    parentId: row.ref('parent_id'),
    bundleServiceId: row.ref('bundle_service_id'),
    status: row.oneOf('status', ['active', 'stopped', 'disabled', 'hidden', 'pending']),
    description: row.text('description'),
    quantity: quantity(row),
    unitPrice: row.amount('unit_price'),
    startsOn: row.date('start_date'),
    endsOn: row.date('end_date'),
    discount: row.flag('discount') ? readDiscount(row, 'discount_') : undefined,
    access: kind === 'internet' ? readAccess(row) : undefined,
    topUpId: kind === 'internet' ? row.lenient.ref('top_up_tariff_id') : undefined,
    phone: kind === 'voice' ? row.text('phone') : '',
  };
}

export function readAdditionalDiscount(row: RowReader): SourceAdditionalDiscount {
  const serviceKind = row.oneOf('service_type', ['internet', 'voice', 'custom', 'recurring', 'bundle']);
  return {
    id: row.id('id'),
    serviceKind: serviceKind === 'custom' ? 'recurring' : serviceKind,
    serviceId: row.id('service_id'),
    enabled: row.flag('enabled'),
    discount: {
      kind: 'percent',
      value: row.decimal('percent'),
      from: row.date('start_date'),
      through: row.date('end_date'),
      text: row.text('message'),
    },
  };
}

/** How many units; a source that does not say means one. */
export function quantity(row: RowReader): Decimal {
  const raw = row.fields['quantity'];
  return raw === undefined || raw === null || raw === '' ? new Decimal(1) : row.decimal('quantity');
}

function readDiscount(row: RowReader, prefix: string): SourceDiscount {
  return {
    kind: row.oneOf(`${prefix}type`, ['percent', 'fixed'], 'percent'),
    value: row.decimal(`${prefix}value`),
    from: row.date(`${prefix}start_date`),
    through: row.date(`${prefix}end_date`),
    text: row.text(`${prefix}text`),
  };
}

function readAccess(row: RowReader): SourceInternetAccess {
  const taking = row.lenient.integer('taking_ipv4');
  return {
    routerId: row.ref('router_id'),
    login: row.text('login'),
    password: row.text('password'),
    ipv4Source: taking === 1 ? 'permanent' : taking === 2 ? 'pool' : 'router',
    ipv4: row.text('ipv4').trim(),
    ipv4Route: row.text('ipv4_route').trim(),
    ipv4PoolId: row.lenient.ref('ipv4_pool_id'),
    ipv6: row.text('ipv6').trim(),
    ipv6Delegated: row.text('ipv6_delegated').trim(),
    mac: row.text('mac'),
    portId: row.text('port_id').trim(),
    remoteId: (row.map('additional_attributes')[REMOTE_ID_FIELD] ?? '').trim(),
    sectorId: row.lenient.ref('sector_id'),
  };
}

function readSpeeds(row: RowReader): SourceSpeeds {
  const soft = row.lenient;
  return {
    downloadKbps: row.integer('speed_download'),
    uploadKbps: row.integer('speed_upload'),
    guaranteed: {
      kind: soft.oneOf('speed_limit_type', ['none', 'percent', 'fixed'], 'none'),
      percent: soft.integer('speed_limit_at'),
      downKbps: soft.integer('speed_limit_fixed_down'),
      upKbps: soft.integer('speed_limit_fixed_up'),
    },
    burst: {
      kind: soft.oneOf('burst_type', ['none', 'percent', 'fixed'], 'none'),
      limitPercent: soft.integer('burst_limit'),
      limitDownKbps: soft.integer('burst_limit_fixed_down'),
      limitUpKbps: soft.integer('burst_limit_fixed_up'),
      thresholdPercent: soft.integer('burst_threshold'),
      thresholdDownKbps: soft.integer('burst_threshold_fixed_down'),
      thresholdUpKbps: soft.integer('burst_threshold_fixed_up'),
      seconds: soft.integer('burst_time'),
    },
    contention: soft.integer('aggregation', 1),
    priority: soft.oneOf('priority', ['low', 'normal', 'high'], 'normal'),
  };
}
