import type { NoticeReason } from './notice-reason.js';
import { type NoticeLanguage, noticeTexts } from './notice-texts.js';

/** What a notice says; texts of people are plain text here and are escaped when written. */
export interface Notice {
  readonly reason: NoticeReason;
  readonly language: NoticeLanguage;
  readonly brand: { readonly name: string; readonly phone?: string | undefined; readonly email?: string | undefined };
  /** `€ 48.90`; absent when nothing is owed or the visitor is not known. */
  readonly due?: string | undefined;
  readonly canPayOnline?: boolean;
  /** The day, written out, that the customer may promise to pay by. */
  readonly promiseBy?: string | undefined;
  readonly bank?: { readonly payee: string; readonly account: string; readonly reference: string } | undefined;
  readonly accountUrl: string;
  /** What came of the button that was pressed last. */
  readonly answer?: 'promised' | 'nothing_received' | 'payment_on_its_way' | { readonly refusal: string } | undefined;
}

const STYLE = `*{box-sizing:border-box}body{margin:0;font:17px/1.5 system-ui,sans-serif;color:#1c2430;background:#f3f5f8}main{max-width:32rem;margin:0 auto;padding:2rem 1.25rem}a{color:inherit}h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0 1rem}p{margin:0 0 1rem}.brand{font-weight:600;color:#4a5566}.due{font-size:1.75rem;font-weight:700;margin:0 0 1.25rem}.label{color:#4a5566;margin:0}.answer{border-left:4px solid #1f5fbf;background:#fff;padding:.75rem 1rem}form{margin:0 0 .75rem}button,.link{display:block;width:100%;min-height:48px;padding:.75rem 1rem;border-radius:8px;border:1px solid #1f5fbf;background:#fff;color:#174a96;font:inherit;text-align:center;text-decoration:none;cursor:pointer}.first{background:#1f5fbf;color:#fff;font-weight:600}button:focus-visible,a:focus-visible{outline:3px solid #174a96;outline-offset:2px}dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem;background:#fff;padding:1rem;border-radius:8px;margin:1.25rem 0}dt{color:#4a5566}dd{margin:0;overflow-wrap:anywhere}@media(prefers-color-scheme:dark){body{color:#e8ecf2;background:#131820}.brand,.label,dt{color:#a9b4c4}.answer,dl{background:#1d2530}button,.link{background:#1d2530;color:#9cc2ff;border-color:#5b93e6}.first{background:#2c66c2;color:#fff}button:focus-visible,a:focus-visible{outline-color:#9cc2ff}}`;

/** One page without scripts, pictures or fonts, that any browser shows on any line: under 30 kB. */
export function noticePage(notice: Notice): string {
  const texts = noticeTexts(notice.language);
  const { title, sentence, next } = texts.reasons[notice.reason];
  const owes = notice.reason === 'balance' && notice.due !== undefined;
  const parts = [
    `<p class="brand">${escaped(notice.brand.name)}</p><h1>${escaped(title)}</h1>`,
    answerPart(notice),
    `<p>${escaped(sentence)} ${escaped(next)}</p>`,
    owes ? `<p class="label">${escaped(texts.due)}</p><p class="due">${escaped(notice.due ?? '')}</p>` : '',
    owes && notice.canPayOnline === true ? button('pay', texts.pay, true) : '',
    owes && notice.promiseBy !== undefined ? button('promise', texts.promise.replace('{day}', notice.promiseBy)) : '',
    owes ? button('paid', texts.paid) : '',
    `<p><a class="link" href="${escaped(notice.accountUrl)}">${escaped(texts.account)}</a></p>`,
    owes ? '' : `<form method="get" action="/notice"><button>${escaped(texts.again)}</button></form>`,
    contactPart(notice, owes),
  ];
  return `<!doctype html><html lang="${notice.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escaped(`${title} · ${notice.brand.name}`)}</title><style>${STYLE}</style></head><body><main>${parts.join('')}</main></body></html>`;
}

/** The one style that the page's policy lets through. */
export const NOTICE_STYLE = STYLE;

function button(act: 'pay' | 'promise' | 'paid', text: string, isFirst = false): string {
  return `<form method="post" action="/notice/${act}"><button${isFirst ? ' class="first"' : ''}>${escaped(text)}</button></form>`;
}

function answerPart({ answer, language }: Notice): string {
  if (answer === undefined) return '';
  return `<p class="answer" role="status">${escaped(answerText(answer, language))}</p>`;
}

function answerText(answer: NonNullable<Notice['answer']>, language: NoticeLanguage): string {
  const texts = noticeTexts(language);
  switch (answer) {
    case 'promised':
      return texts.promised;
    case 'nothing_received':
      return texts.lookedAgain;
    case 'payment_on_its_way':
      return texts.paymentOnItsWay;
    default:
      return answer.refusal;
  }
}

function contactPart({ brand, bank, language }: Notice, owes: boolean): string {
  const texts = noticeTexts(language);
  const rows = [
    ...(owes && bank
      ? [
          [texts.bank, `${escaped(bank.payee)}<br>${escaped(bank.account)}`],
          [texts.reference, escaped(bank.reference)],
        ]
      : []),
    ...(brand.phone
      ? [[texts.call, `<a href="tel:${escaped(brand.phone.replace(/[^+\d]/g, ''))}">${escaped(brand.phone)}</a>`]]
      : []),
    ...(brand.email ? [['', `<a href="mailto:${escaped(brand.email)}">${escaped(brand.email)}</a>`]] : []),
  ];
  if (rows.length === 0) return '';
  return `<dl>${rows.map(([term, text]) => `<dt>${escaped(term ?? '')}</dt><dd>${text ?? ''}</dd>`).join('')}</dl>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
