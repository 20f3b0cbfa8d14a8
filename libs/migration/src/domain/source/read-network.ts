import type { SourceAddress, SourceNetwork, SourceRouter, SourceSector } from './records.js';
import type { RowReader } from './row-reader.js';

export function readRouter(row: RowReader): SourceRouter {
  return {
    id: row.id('id'),
    title: row.text('title'),
    model: row.text('model'),
    locationId: row.lenient.ref('location_id'),
    ip: row.text('ip').trim(),
    nasIp: row.text('nas_ip').trim(),
    authorization: row.text('authorization_method') || 'none',
    accounting: row.text('accounting_method') || 'none',
    nasType: row.lenient.integer('nas_type', 1),
    radiusSecret: row.text('radius_secret'),
    partnerIds: row.lenient.refs('partners_ids'),
    poolIds: row.lenient.refs('pool_ids'),
  };
}

/** Its `limit_at` guarantees the parent queue a part of its own capacity; here guarantees are those of plans. */
export function readSector(row: RowReader): SourceSector {
  return {
    id: row.id('id'),
    routerId: row.id('router_id'),
    title: row.text('title'),
    downloadKbps: Math.max(0, row.lenient.integer('speed_down')),
    uploadKbps: Math.max(0, row.lenient.integer('speed_up')),
  };
}

export function readNetwork(row: RowReader, family: 4 | 6): SourceNetwork {
  const prefixLength = family === 4 ? row.integer('mask', 32) : row.integer('prefix', 128);
  if (prefixLength < 0 || prefixLength > (family === 4 ? 32 : 128))
    row.fault(family === 4 ? 'mask' : 'prefix', 'not a prefix length');
  return {
    id: row.id('id'),
    family,
    address: row.text('network').trim(),
    prefixLength,
    title: row.text('title'),
    root: row.lenient.oneOf('network_type', ['rootnet', 'endnet'], 'endnet') === 'rootnet',
    use: row.lenient.oneOf('type_of_usage', ['pool', 'static', 'management'], 'static'),
    locationId: row.lenient.ref('location_id'),
  };
}

export function readAddress(row: RowReader): SourceAddress {
  return {
    id: row.id('id'),
    networkId: row.id('ipv4_networks_id'),
    ip: row.text('ip').trim(),
    used: row.flag('is_used'),
    customerId: row.lenient.ref('customer_id'),
    comment: row.text('comment'),
  };
}
