import type { Circuit, ShaperNode } from '../src/domain/shaper/shaper-item.js';

export function specimenCircuit(more: Partial<Circuit> = {}): Circuit {
  return {
    id: '00000000-0000-7000-8000-000000000001',
    number: '1001',
    customerId: '00000000-0000-7000-8000-0000000000c1',
    customerNumber: '501',
    customerName: 'Amber Hollow',
    planId: '00000000-0000-7000-8000-0000000000a1',
    planTitle: 'Fiber 100',
    routerId: null,
    parent: null,
    state: 'open',
    reason: null,
    rates: { download: 100_000_000, upload: 20_000_000 },
    guaranteed: null,
    priority: null,
    adjusted: null,
    isOnline: false,
    macs: ['02:00:00:00:00:01'],
    ipv4: ['192.0.2.10'],
    ipv6: [],
    ...more,
  };
}

export function specimenNode(more: Partial<ShaperNode> & Pick<ShaperNode, 'id' | 'kind' | 'name'>): ShaperNode {
  return { parent: null, downloadKbps: null, uploadKbps: null, ...more };
}
