import { holds, type Actor } from '@demarc/access';
import { Refusal } from '@demarc/kernel';
import type { Rule } from './command.js';

/** Throws unless the actor may. Somebody who is not signed in is told so; a customer is told nothing about staff matters. */
export function permit(rule: Rule, actor: Actor): void {
  if (actor.kind === 'system' || rule.public !== undefined) return;
  if (actor.kind === 'nobody') throw new Refusal('unauthenticated', 'SIGN_IN_NEEDED', 'Please sign in first.');
  if (actor.kind === 'customer') {
    if (rule.customer === 'own') return;
    throw forbidden(rule);
  }
  if (rule.permission === 'system') throw forbidden(rule);
  if (rule.permission === null && actor.kind === 'staff') return;
  if (rule.permission !== null && holds(actor, rule.permission)) return;
  throw forbidden(rule);
}

function forbidden(rule: Rule): Refusal {
  return new Refusal('forbidden', 'NOT_PERMITTED', 'Your role does not allow this. A super administrator can grant it.', {
    details: { action: rule.name, ...(rule.permission && rule.permission !== 'system' ? { permission: rule.permission } : {}) },
  });
}
