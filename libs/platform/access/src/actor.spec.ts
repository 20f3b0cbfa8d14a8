import { describe, expect, it } from 'vitest';
import { actorLabel, systemActor } from './actor.js';

describe('the system as an actor', () => {
  it('is called by words that people read, where a job’s name is given', () => {
    expect(
      ['networking.on-customer-status-changed', 'billing.recheck', 'billing run', 'first-staff'].map(
        (name) => actorLabel(systemActor(name)).name,
      ),
    ).toEqual(['on customer status changed', 'recheck', 'billing run', 'first-staff']);
  });
});
