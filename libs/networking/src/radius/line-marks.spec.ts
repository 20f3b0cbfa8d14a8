import { describe, expect, it } from 'vitest';
import { integer, request, specimenNas, text } from '../../test/radius-specimens.js';
import { AdslAttr, Attr, CiscoAttr, ErxAttr, VendorId } from './codec/codes.js';
import type { Attribute } from './codec/encode.js';
import { lineOf, lineText } from './line-marks.js';
import type { NasEntry } from './snapshot.js';

const circuit = (id: string): Attribute => vsa(VendorId.Adsl, AdslAttr.AgentCircuitId, Buffer.from(id));
const remote = (id: string): Attribute => vsa(VendorId.Adsl, AdslAttr.AgentRemoteId, Buffer.from(id));
const pair = (value: string): Attribute => vsa(VendorId.Cisco, CiscoAttr.AvPair, Buffer.from(value));

function vsa(vendor: number, type: number, value: Buffer): Attribute {
  return { vendor, type, value };
}

function seen(attributes: readonly Attribute[], nas: Partial<NasEntry> = {}): string | undefined {
  const line = lineOf(request({ attributes: [text(Attr.UserName, 'x'), ...attributes] }), specimenNas(nas));
  return line && lineText(line);
}

const OPTIONS = Buffer.from('3501015212010965746820312f312f3102056f6c742d33ff', 'hex');

describe('a line', () => {
  it.each<[string, readonly Attribute[], Partial<NasEntry>, string | undefined]>([
    ['the attributes of RFC 4679', [circuit('eth 1/1/1'), remote('olt-3')], {}, 'eth 1/1/1 @ olt-3'],
    ['the remote id alone', [remote('olt-3')], {}, '@ olt-3'],
    [
      'tags of ISG',
      [pair('circuit-id-tag=Gi0/1'), pair('remote-id-tag=olt-3')],
      { vendor: 'cisco_iosxe' },
      'Gi0/1 @ olt-3',
    ],
    ['such tags behind a protocol', [pair('ip:circuit-id-tag=Gi0/1')], { vendor: 'cisco_ios' }, 'Gi0/1'],
    ['tags in the middle of another value', [pair('x=circuit-id-tag=Gi0/1')], { vendor: 'cisco_ios' }, undefined],
    ['tags from another make', [pair('circuit-id-tag=Gi0/1')], {}, undefined],
    ['the relay option', [vsa(VendorId.Erx, ErxAttr.DhcpOption82, Buffer.from('0102476902016f', 'hex'))], {}, 'Gi @ o'],
    ['all DHCP options', [vsa(VendorId.Erx, ErxAttr.DhcpOptions, OPTIONS)], {}, 'eth 1/1/1 @ olt-3'],
    ['options cut off', [vsa(VendorId.Erx, ErxAttr.DhcpOptions, OPTIONS.subarray(0, 9))], {}, undefined],
    ['nothing', [], {}, undefined],
    ['PPP', [circuit('eth 1/1/1'), integer(Attr.FramedProtocol, 1)], {}, undefined],
    ['a router of logins', [circuit('eth 1/1/1')], { options: { lineBy: 'login' } }, undefined],
    ['a router of devices', [circuit('eth 1/1/1')], { options: { lineBy: 'mac' } }, undefined],
    ['a router of circuits', [circuit('a'), remote('b')], { options: { lineBy: 'circuit' } }, 'a'],
    ['a router of remote ids', [circuit('a'), remote('b')], { options: { lineBy: 'remote' } }, '@ b'],
    ['a router of both', [circuit('a'), remote('b')], { options: { lineBy: 'circuit_and_remote' } }, 'a @ b'],
    ['a router of both that says one', [circuit('a')], { options: { lineBy: 'circuit_and_remote' } }, undefined],
    ['the name', [], { options: { circuitFrom: 'user_name' } }, 'x'],
    ['the port', [text(Attr.NasPortId, 'Gi0/1')], { options: { circuitFrom: 'nas_port_id' } }, 'Gi0/1'],
    ['the port that is missing', [circuit('a')], { options: { circuitFrom: 'nas_port_id' } }, 'a'],
  ])('is read from %s', (_what, attributes, nas, line) => {
    expect(seen(attributes, nas)).toBe(line);
  });
});
