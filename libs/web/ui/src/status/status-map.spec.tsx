import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { UiProvider } from '../provider/ui-provider';
import { statusFamilies } from '../tokens/tokens';
import { statusEntry, statusKinds, statusMap, statusValues } from './status-map';
import { StatusTag } from './status-tag';

const every = statusKinds().flatMap((kind) => statusValues(kind).map((value) => [kind, value] as const));

describe('status map', () => {
  it.each(every)('%s %s has a family and a word', (kind, value) => {
    const entry = statusEntry(kind, value);
    expect(statusFamilies).toContain(entry?.family);
    expect(entry?.word).toMatch(/^[A-Z]/);
  });

  it('uses every family', () => {
    expect(new Set(every.map(([kind, value]) => statusEntry(kind, value)?.family))).toEqual(new Set(statusFamilies));
  });

  it('covers the states of the glossary', () => {
    expect(Object.keys(statusMap.customer)).toEqual(['NEW', 'ACTIVE', 'BLOCKED', 'INACTIVE']);
    expect(Object.keys(statusMap.standing)).toEqual(['GOOD', 'OVERDUE', 'BLOCKED', 'INACTIVE']);
    expect(Object.keys(statusMap.service)).toEqual(['PENDING', 'ACTIVE', 'PAUSED', 'DISABLED', 'ARCHIVED']);
  });

  it('knows nothing of values outside the map', () => {
    expect(statusEntry('customer', 'FROZEN')).toBeNull();
  });
});

it('the accessible text of a tag is its word, in either case of the enum', () => {
  render(
    <UiProvider>
      <StatusTag kind="invoice" value="partly_paid" />
      <StatusTag kind="customer" value="BLOCKED" />
    </UiProvider>,
  );
  expect(screen.getByText('Partly paid')).toBeDefined();
  expect(screen.getByText('Blocked').parentElement?.dataset['family']).toBe('bad');
});
