import { describe, expect, it } from 'vitest';
import { editServiceInput, serviceValues } from './edit-service-values';

const service = {
  id: 'service-1',
  kind: 'INTERNET',
  voice: null,
  gps: null,
  customFields: {},
  description: 'Fibre 300',
  unitPrice: '34.9000',
  quantity: '1.0000',
  periodMonths: null,
  discount: null,
  contractEndsOn: '2027-02-28',
  contractAtEnd: null,
} as const;

describe('editing a service', () => {
  it('sends nothing when nothing differs, trailing zeros included', () => {
    expect(editServiceInput(service, serviceValues(service))).toBeNull();
  });

  it('sends only what differs, so that a change by somebody else is not written over', () => {
    expect(editServiceInput(service, { ...serviceValues(service), unitPrice: '29.5' })).toEqual({
      serviceId: 'service-1',
      unitPrice: '29.5',
    });
  });

  it('sends the number of a voice line without its spaces, and takes an emptied one away', () => {
    const voice = { ...service, kind: 'VOICE' } as const;
    expect(editServiceInput(voice, { ...serviceValues(voice), voiceNumber: '+598 2900-1234' })).toEqual({
      serviceId: 'service-1',
      voice: { number: '+59829001234', direction: 'BOTH' },
    });
    const numbered = { ...voice, voice: { number: '2900', direction: 'INCOMING', device: 'ATA' } } as const;
    expect(editServiceInput(numbered, { ...serviceValues(numbered), voiceNumber: '' })).toEqual({
      serviceId: 'service-1',
      voice: null,
    });
  });

  it('moves the end of the contract, takes it away, and says what it does', () => {
    const asked = (change: object) => editServiceInput(service, { ...serviceValues(service), ...change });
    expect(asked({ contractEndsOn: '2027-08-31' })).toEqual({ serviceId: 'service-1', contractEndsOn: '2027-08-31' });
    expect(asked({ contractEndsOn: '' })).toEqual({ serviceId: 'service-1', contractEndsOn: null });
    expect(asked({ contractAtEnd: 'ENDS' })).toEqual({ serviceId: 'service-1', contractAtEnd: 'ENDS' });
  });

  it('gives, changes and takes away a discount', () => {
    const given = { ...serviceValues(service), discountKind: 'PERCENT', discountValue: '10', discountText: ' loyal ' };
    expect(editServiceInput(service, given)).toEqual({
      serviceId: 'service-1',
      discount: { kind: 'PERCENT', value: '10', text: 'loyal' },
    });
    const discounted = {
      ...service,
      discount: { kind: 'PERCENT', value: '10.0000', from: null, through: null, text: null },
    } as const;
    expect(editServiceInput(discounted, { ...serviceValues(discounted), discountKind: '' })).toEqual({
      serviceId: 'service-1',
      discount: null,
    });
  });
});
