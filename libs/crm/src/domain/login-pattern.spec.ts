import { describe, expect, it } from 'vitest';
import { fillLogin, foldText, isLogin, isLoginPattern, type LoginFacts } from './login-pattern.js';

const facts: LoginFacts = {
  number: '6',
  name: 'Chloé Dvořák',
  email: 'chloe@example.net, second@example.net',
  phone: '+421 973 137 087, 02 11',
  digits: '042317',
  letters: 'abcd',
  today: '2026-03-15',
};

describe('login patterns', () => {
  it('fills every placeholder with plain small letters', () => {
    expect(fillLogin('{number}', facts)).toBe('6');
    expect(fillLogin('{name}-{digits}', facts)).toBe('chloe.dvorak-042317');
    expect(fillLogin('{email}{year}{month}{day}', facts)).toBe('chloe20260315');
    expect(fillLogin('p{phone}{letters}', facts)).toBe('p421973137087abcd');
  });

  it('is a pattern only with something that tells customers apart, and no foreign signs', () => {
    for (const pattern of ['{number}', 'isp-{year}-{letters}', '{name}@{digits}'])
      expect(isLoginPattern(pattern)).toBe(true);
    for (const pattern of ['{name}', 'fixed', '{number} {name}', '{secret}{number}', '{number', 'x}{number}'])
      expect(isLoginPattern(pattern)).toBe(false);
  });

  it('takes as a login what has no blanks or control characters', () => {
    for (const login of ['000001', 'Žofia', 'a@b', "o'neil"]) expect(isLogin(login)).toBe(true);
    for (const login of ['', 'a b', 'a\u0000b', 'x'.repeat(129), 'a\u202eb']) expect(isLogin(login)).toBe(false);
  });

  it('folds case and accents away', () => {
    expect(foldText('ŽOFIA Hraničová')).toBe('zofia hranicova');
  });
});
