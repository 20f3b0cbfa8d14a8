import { describe, expect, it } from 'vitest';
import { passwordFaults } from './password-policy.js';

const alone = { alone: true, context: ['Paula Sample', 'paula.sample@northwind.example'] };
const withTotp = { ...alone, alone: false };

describe('what a password must be', () => {
  it.each([
    'meadow copper lantern drift',
    'nine-otters-swim-upstream',
    'ßéñ øre kåt ühm pâte',
    'x'.repeat(3) + 'kv9Qzt pluto wander',
    'all lower case and no digits here',
    'tiger lily under the table',
    '🐙 lives beneath the harbour',
    `${'long passphrases are welcome, '.repeat(5)}yes`,
  ])('takes %j alone', (password) => {
    expect(passwordFaults(password, alone)).toEqual([]);
  });

  it.each(['short', 'fourteen chars', '', '   '])('refuses %j: too short alone', (password) => {
    expect(passwordFaults(password, alone)[0]).toContain('at least 15');
  });

  it('takes 8 characters beside a second factor, and not 7', () => {
    expect(passwordFaults('vq7Lm-zu', withTotp)).toEqual([]);
    expect(passwordFaults('vq7Lm-z', withTotp)[0]).toContain('at least 8');
  });

  it('counts characters as people do', () => {
    expect(passwordFaults('🐙🐙x🐙🐙y🐙', withTotp)[0]).toContain('at least 8');
  });

  it.each([
    'Password',
    'P@ssw0rd!',
    'p4ssword2026',
    'Welcome1!!',
    'qwertyuiop123',
    'letmein2026',
    'passwordpassword',
    'ILoveYou!!!!!!!!!',
    '!!Sunshine99',
  ])('refuses %j: guessers try it first', (password) => {
    expect(passwordFaults(password, withTotp)[0]).toContain('guessers');
  });

  it.each([
    'paulasample',
    'Sample2026!',
    'PaulaPaula',
    'northwind2026',
    'northwindpassword',
    'Demarc-2026',
    'demarcadmin',
  ])('refuses %j: names of the person, the place or the product', (password) => {
    expect(passwordFaults(password, withTotp)).toHaveLength(1);
  });

  it.each([
    'aaaaaaaaaaaaaaaa',
    'abababababababab',
    '123456789012345',
    '987654321098765',
    'abcdefghijklmnop',
    'xyzxyzxyzxyzxyz',
  ])('refuses %j: monotonous', (password) => {
    expect(passwordFaults(password, alone)[0]).toContain('repeats or counts');
  });

  it('takes at most 256 characters', () => {
    const letters = 'the quick heron walks along a muddy lane ';
    expect(passwordFaults(letters.repeat(7).slice(0, 256), alone)).toEqual([]);
    expect(passwordFaults(letters.repeat(7).slice(0, 257), alone)[0]).toContain('at most 256');
  });
});
