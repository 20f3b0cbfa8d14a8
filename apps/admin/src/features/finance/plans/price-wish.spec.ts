import { describe, expect, it } from 'vitest';
import { emptyPriceWish, priceWishInput } from './price-wish';

const wish = emptyPriceWish('2026-05-01');

describe('a wish for another price', () => {
  it('asks nothing while neither a price nor a text is given, or no day', () => {
    expect(priceWishInput('p', wish)).toBeNull();
    expect(priceWishInput('p', { ...wish, text: '  ' })).toBeNull();
    expect(priceWishInput('p', { ...wish, unitPrice: '5', from: '' })).toBeNull();
  });

  it('leaves negotiated prices alone unless somebody says otherwise, and names only what changes', () => {
    expect(priceWishInput('p', { ...wish, unitPrice: '5' })).toEqual({
      planId: 'p',
      from: '2026-05-01',
      reach: 'STILL_EQUAL',
      unitPrice: '5',
    });
    expect(priceWishInput('p', { ...wish, text: ' Fast ', reach: 'ALL' })).toEqual({
      planId: 'p',
      from: '2026-05-01',
      reach: 'ALL',
      serviceDescription: 'Fast',
    });
  });
});
