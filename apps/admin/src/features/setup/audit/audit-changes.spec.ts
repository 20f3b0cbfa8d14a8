import { describe, expect, it } from 'vitest';
import { auditFacts } from './audit-changes';

describe('the facts of an audit entry', () => {
  it('are the fields that differ', () => {
    const facts = auditFacts({
      before: { name: 'A', city: 'X', vatId: null },
      after: { name: 'B', city: 'X', vatId: 'V1' },
    });
    expect(facts.values).toEqual([
      { id: 'name', kind: 'changed', before: 'A', after: 'B' },
      { id: 'vatId', kind: 'added', before: null, after: 'V1' },
    ]);
  });

  it('are also the fields that carry both of their values', () => {
    expect(auditFacts({ email: { before: 'a@example.net', after: 'b@example.net' } })).toEqual({
      values: [{ id: 'email', kind: 'changed', before: 'a@example.net', after: 'b@example.net' }],
      more: [],
    });
  });

  it('name each right that was granted or taken, and keep what stands beside', () => {
    expect(auditFacts({ granted: ['a'], holders: 3, taken: ['b'] })).toEqual({
      values: [
        { id: 'a', kind: 'added', before: null, after: '✓' },
        { id: 'b', kind: 'removed', before: '✓', after: null },
      ],
      more: [{ id: 'holders', text: '3' }],
    });
  });

  it('are none for an entry without changes', () => {
    expect(auditFacts(null)).toEqual({ values: [], more: [] });
  });
});
