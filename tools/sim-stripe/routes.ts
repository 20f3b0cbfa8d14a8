import type { Books } from './books.ts';
import type { FormMap } from './form.ts';
import { ApiError, missing } from './objects.ts';

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: FormMap;
  readonly livemode: boolean;
}

/** What the API answers, as an object for JSON. */
export function answerApi(request: ApiRequest, books: Books): object {
  const [, , resource, second, third] = request.path.split('/');
  const name = resource === 'checkout' ? `checkout/${second ?? ''}` : (resource ?? '');
  const id = resource === 'checkout' ? third : second;
  switch (`${request.method} ${name}`) {
    case 'GET balance':
      return {
        object: 'balance',
        livemode: request.livemode,
        available: [{ amount: 0, currency: 'eur' }],
        pending: [],
      };
    case 'POST checkout/sessions':
      return id ? books.expire(id) : books.openSession(request.form);
    case 'GET checkout/sessions':
      return found(books.sessions, 'checkout.session', id);
    case 'GET payment_intents':
      return expanded(found(books.intents, 'payment_intent', id), request.query, books);
    case 'GET charges':
      return found(books.charges, 'charge', id);
    case 'POST refunds':
      return books.refund(request.form);
    case 'GET refunds':
      return id ? found(books.refunds, 'refund', id) : list(books.refunds, request, '/v1/refunds');
    case 'GET disputes':
      return id ? found(books.disputes, 'dispute', id) : list(books.disputes, request, '/v1/disputes');
    default:
      throw new ApiError(
        404,
        'invalid_request_error',
        `Unrecognized request URL (${request.method}: ${request.path}).`,
      );
  }
}

function found<Kept extends object>(kept: ReadonlyMap<string, Kept>, kind: string, id: string | undefined): Kept {
  const object = kept.get(id ?? '');
  if (!object) throw missing(kind, id ?? '');
  return object;
}

/** The newest first, of one payment where one is named. */
function list(kept: ReadonlyMap<string, { payment_intent: string }>, request: ApiRequest, url: string): object {
  const intent = request.query.get('payment_intent');
  const data = [...kept.values()].filter((one) => intent === null || one.payment_intent === intent).reverse();
  return { object: 'list', url, has_more: false, data };
}

/** `expand[]=latest_charge.balance_transaction`: objects in place of their ids. */
function expanded(intent: { latest_charge: string | null }, query: URLSearchParams, books: Books): object {
  const wanted = [...query].filter(([name]) => name.startsWith('expand')).map(([, value]) => value);
  const charge = books.charges.get(intent.latest_charge ?? '');
  if (!charge || !wanted.some((path) => path.startsWith('latest_charge'))) return intent;
  const transaction = wanted.includes('latest_charge.balance_transaction')
    ? books.transactions.get(charge.balance_transaction)
    : undefined;
  return { ...intent, latest_charge: { ...charge, ...(transaction ? { balance_transaction: transaction } : {}) } };
}
