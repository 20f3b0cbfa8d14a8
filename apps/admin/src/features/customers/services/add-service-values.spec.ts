import { describe, expect, it } from 'vitest';
import { addServiceInput, emptyItem, emptyService, isWhole, type NewService } from './add-service-values';

const filled = (more: Partial<NewService> = {}): NewService => ({ ...emptyService, planId: 'plan-1', ...more });
const asked = (more: Partial<NewService> = {}, isVoice = false) => addServiceInput('customer-1', filled(more), isVoice);

describe('a new service as the form asks for it', () => {
  it('leaves to the plan whatever was left empty', () => {
    expect(asked()).toEqual({ customerId: 'customer-1', planId: 'plan-1', quantity: '1' });
  });

  it('asks for nothing while the plan, a number or an item is missing', () => {
    expect(addServiceInput('customer-1', emptyService, false)).toBeNull();
    expect(asked({ unitPrice: '12,x' })).toBeNull();
    expect(asked({ contract: 'DAY' })).toBeNull();
    expect(asked({ discountKind: 'PERCENT' })).toBeNull();
    expect(asked({ items: [emptyItem] })).toBeNull();
  });

  it('takes an item from the catalogue as it is, one described freely with text and price', () => {
    expect(isWhole({ ...emptyItem, planId: 'once-1' })).toBe(true);
    expect(isWhole({ ...emptyItem, description: 'Cable' })).toBe(false);
    expect(
      asked({
        items: [
          { ...emptyItem, planId: 'once-1' },
          { ...emptyItem, description: ' Cable ', unitPrice: '3' },
        ],
      }),
    ).toMatchObject({
      oneTimeItems: [
        { planId: 'once-1', quantity: '1' },
        { description: 'Cable', quantity: '1', unitPrice: '3' },
      ],
    });
  });

  it('tells a contract until a day from none and from that of the plan', () => {
    expect(asked({ contract: 'DAY', contractEndsOn: '2027-01-31' })).toMatchObject({ contractEndsOn: '2027-01-31' });
    expect(asked({ contract: 'NONE' })).toMatchObject({ contractEndsOn: null });
    expect(asked()).not.toHaveProperty('contractEndsOn');
  });

  it('gives a phone number to voice services alone', () => {
    expect(asked({ voiceNumber: '+598 2900 1234' }, true)).toMatchObject({
      voice: { number: '+59829001234', direction: 'BOTH' },
    });
    expect(asked({ voiceNumber: '+598 2900 1234' })).not.toHaveProperty('voice');
  });
});
