import { describe, expect, it } from 'vitest';
import { type Notice, noticePage } from './notice-page.js';
import { NOTICE_REASONS, noticeReason } from './notice-reason.js';
import { NOTICE_LANGUAGES, noticeLanguage } from './notice-texts.js';

const WHOLE: Notice = {
  reason: 'balance',
  language: 'en',
  brand: { name: 'Baltic <Fibre> & Sons', phone: '+371 20 000 000', email: 'help@example.net' },
  due: '€ 48.90',
  canPayOnline: true,
  promiseBy: '27 November',
  bank: { payee: 'Baltic Fibre', account: 'LV80BANK0000435195001', reference: '10412' },
  accountUrl: 'https://my.example.net/portal/',
};

describe('a notice', () => {
  it.each(NOTICE_LANGUAGES.flatMap((language) => NOTICE_REASONS.map((reason) => [reason, language] as const)))(
    'for %s in %s weighs less than 30 kB, runs no script and asks nobody else for anything',
    (reason, language) => {
      const page = noticePage({ ...WHOLE, reason, language });
      expect(Buffer.byteLength(page)).toBeLessThan(30_000);
      expect(page).not.toMatch(/<script|<img|<link|src=|url\(|@import/);
      expect(page).toContain(`<html lang="${language}">`);
    },
  );

  it('offers to pay, to promise and to say that it is paid only where money closes access', () => {
    expect(noticePage(WHOLE)).toMatch(/€ 48\.90.*\/notice\/pay.*I will pay by 27 November.*\/notice\/paid.*LV80BANK/s);
    for (const reason of NOTICE_REASONS.filter((one) => one !== 'balance')) {
      const page = noticePage({ ...WHOLE, reason });
      expect(page).not.toMatch(/48\.90|\/notice\/(pay|promise|paid)|LV80BANK/);
    }
  });

  it('offers no payment online without a provider, and no promise when none is left', () => {
    const page = noticePage({ ...WHOLE, canPayOnline: false, promiseBy: undefined });
    expect(page).not.toMatch(/\/notice\/(pay|promise)"/);
    expect(page).toContain('/notice/paid');
  });

  it('writes names as text, never as markup', () => {
    expect(noticePage(WHOLE)).toContain('Baltic &lt;Fibre&gt; &amp; Sons');
    expect(noticePage({ ...WHOLE, answer: { refusal: '<b>"no"</b>' } })).toContain('&lt;b&gt;&quot;no&quot;&lt;/b&gt;');
  });
});

describe('the reason of a notice', () => {
  it('is what holds now, not the list of the last login', () => {
    expect(noticeReason(2, 'open')).toBe('open');
    expect(noticeReason(1, 'hold')).toBe('hold');
    expect(noticeReason(0, 'closed')).toBe('not_active');
  });

  it('is the list of the router where it alone knows: wrong device, wrong password, unknown login', () => {
    expect(noticeReason(3, 'open')).toBe('device');
    expect(noticeReason(4, 'open')).toBe('password');
    expect(noticeReason(0, undefined)).toBe('unknown');
    expect(noticeReason(undefined, undefined)).toBe('unknown');
  });
});

describe('the language of a notice', () => {
  it("is the customer's, else the browser's, else English", () => {
    expect(noticeLanguage(['es', 'de-CH,de;q=0.9'])).toBe('es');
    expect(noticeLanguage([null, 'fr-FR, de-CH;q=0.9'])).toBe('de');
    expect(noticeLanguage([null, undefined])).toBe('en');
  });
});
