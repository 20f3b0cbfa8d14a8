import { describe, expect, it } from 'vitest';
import { Attr, VendorId } from '../../../radius/index.js';
import { readNote, writeNote } from './change-note.js';

const note = (attributes: Parameters<typeof writeNote>[0]['order']['attributes']) => ({
  id: 'one',
  answerTo: 'demarc_radsec_7',
  order: { kind: 'coa' as const, attributes },
});

describe('a change on its way to the process with the connection', () => {
  it('arrives as it was', () => {
    const sent = note([
      { vendor: 0, type: Attr.UserName, value: 'josé@north' },
      { vendor: 0, type: Attr.FramedIpAddress, value: Buffer.of(198, 51, 100, 7) },
      { vendor: 0, type: Attr.SessionTimeout, value: 300 },
      { vendor: VendorId.Mikrotik, type: 8, value: '10M/50M' },
    ]);
    expect(readNote(writeNote(sent) ?? '')).toEqual(sent);
  });

  it('keeps all eight bytes of a number of 64 bits', () => {
    const sent = note([{ vendor: 0, type: 40, value: 2n ** 63n + 5n }]);
    expect(readNote(writeNote(sent) ?? '').order.attributes[0]?.value).toEqual(Buffer.from('8000000000000005', 'hex'));
  });

  it('is not sent where the database could not carry it', () => {
    expect(writeNote(note([{ vendor: 0, type: 18, value: 'x'.repeat(7_001) }]))).toBeUndefined();
  });
});
