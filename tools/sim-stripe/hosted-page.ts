import type { Session } from './objects.ts';

/** The payment page: what is paid, and three buttons. No card number is ever asked for. */
export function paymentPage(session: Session, notice: string | undefined): string {
  const amount = `${session.amount_total} (smallest unit) ${session.currency.toUpperCase()}`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pay</title>
<style>body{font:16px system-ui;max-width:28rem;margin:4rem auto;padding:0 1rem}button{font:inherit;padding:.6rem 1.2rem;margin-right:.5rem}</style>
<h1>Test payment</h1><p>Amount: <strong>${escape(amount)}</strong></p><p>Reference: ${escape(session.client_reference_id ?? '–')}</p>
${notice ? `<p role="alert">${escape(notice)}</p>` : ''}
<form method="post"><button name="do" value="pay">Pay</button><button name="do" value="fail">Decline the card</button><button name="do" value="cancel">Cancel</button></form></html>`;
}

/** Stripe puts the session's id where the address asks for it. */
export function landingUrl(template: string, session: Session): string {
  return template.replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`);
}
