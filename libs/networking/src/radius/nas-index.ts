import { fail, ok, type Result } from '@demarc/kernel';
import ipaddr from 'ipaddr.js';
import { plainAddress } from './codec/addresses.js';
import type { NasEntry } from './snapshot.js';

export interface NasFault {
  readonly code: 'bad_address' | 'address_taken' | 'empty_secret';
  readonly nasId: string;
  readonly address: string;
}

interface Block {
  readonly network: ipaddr.IPv4 | ipaddr.IPv6;
  readonly bits: number;
  readonly nas: NasEntry;
}

type Source = { readonly kind: 'host'; readonly address: string } | ({ readonly kind: 'block' } & Omit<Block, 'nas'>);

/** Finds the NAS that a datagram comes from: the exact address first, then the longest block that holds it. */
export class NasIndex {
  private readonly hosts = new Map<string, NasEntry>();
  private readonly ids = new Map<string, NasEntry>();
  private readonly blocks: Block[] = [];

  constructor(entries: readonly NasEntry[]) {
    for (const entry of entries) this.ids.set(entry.id, entry);
  }

  static build(entries: readonly NasEntry[]): Result<NasIndex, NasFault> {
    const index = new NasIndex(entries);
    for (const nas of entries) {
      // An empty secret would make every authenticator a plain checksum that anyone can compute.
      if (nas.secret.length === 0) return fail({ code: 'empty_secret', nasId: nas.id, address: '' });
      for (const address of nas.addresses) {
        const fault = index.add(nas, address);
        if (fault) return fail({ code: fault, nasId: nas.id, address });
      }
    }
    index.blocks.sort((a, b) => b.bits - a.bits);
    return ok(index);
  }

  get entries(): readonly NasEntry[] {
    return [...this.ids.values()];
  }

  byId(id: string): NasEntry | undefined {
    return this.ids.get(id);
  }

  find(source: string): NasEntry | undefined {
    const address = plainAddress(source);
    const host = this.hosts.get(address);
    if (host || this.blocks.length === 0 || !ipaddr.isValid(address)) return host;
    const parsed = ipaddr.parse(address);
    return this.blocks.find(({ network, bits }) => network.kind() === parsed.kind() && parsed.match(network, bits))
      ?.nas;
  }

  private add(nas: NasEntry, text: string): NasFault['code'] | undefined {
    const source = readSource(text);
    if (!source) return 'bad_address';
    if (source.kind === 'block') {
      const { network, bits } = source;
      const same = this.blocks.some((block) => block.bits === bits && block.network.toString() === network.toString());
      if (same) return 'address_taken';
      this.blocks.push({ network, bits, nas });
      return undefined;
    }
    if (this.hosts.has(source.address)) return 'address_taken';
    this.hosts.set(source.address, nas);
    return undefined;
  }
}

function readSource(text: string): Source | undefined {
  if (!text.includes('/'))
    return ipaddr.isValid(text) ? { kind: 'host', address: ipaddr.parse(text).toString() } : undefined;
  if (!ipaddr.isValidCIDR(text)) return undefined;
  const [network, bits] = ipaddr.parseCIDR(text);
  const full = network.kind() === 'ipv4' ? 32 : 128;
  return bits === full ? { kind: 'host', address: network.toString() } : { kind: 'block', network, bits };
}
