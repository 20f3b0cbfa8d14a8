import { NoticeReceiving, Checkouts, ProviderConnecting } from '@demarc/billing';
import { systemActor } from '@demarc/access';
import { Refusal } from '@demarc/kernel';
import { ApiError } from '../sim-stripe/objects.ts';
import { SimStripe } from '../sim-stripe/server.ts';
import { signatureHeader } from '../sim-stripe/webhooks.ts';
import { anyone } from './acts/customers.ts';
import type { Life } from './life.ts';

const SECRET = 'whsec_simulated_provider';

interface Letter {
  readonly body: string;
  /** The day's number on which it arrives. */
  readonly day: number;
}

/** A payment provider whose notices come late, twice, out of order or not at all. */
export class UnreliablePost {
  private readonly stripe: SimStripe;
  private readonly accountId: string;
  private readonly bag: Letter[] = [];
  private taken = 0;

  private constructor(stripe: SimStripe, accountId: string) {
    this.stripe = stripe;
    this.accountId = accountId;
  }

  static async connect(stripe: SimStripe, life: Life): Promise<UnreliablePost> {
    const input = { name: 'Cards', secretKey: stripe.secretKey, webhookSecrets: [SECRET] };
    const call = { actor: systemActor('simulate'), requestId: 'simulate' };
    const { providerAccountId } = await life.stage.app.get(ProviderConnecting).connect(input, call);
    return new UnreliablePost(stripe, providerAccountId);
  }

  /** A customer opens the payment page, and pays, gives up or is declined. */
  async customerPays(life: Life, day: number): Promise<void> {
    const person = await anyone(life, 'balance_minor < -50');
    if (!person) return;
    const call = { actor: life.self(person), requestId: 'simulate' };
    try {
      const { url } = await life.stage.app.get(Checkouts).start({ customerId: person.id } as never, call);
      const session = new URL(url).pathname.split('/').at(-1) ?? '';
      const roll = life.dice.below(100);
      if (roll < 80) this.stripe.books.pay(session);
      else if (roll < 90) this.stripe.books.decline(session);
      life.trace.note(`checkout|${person.id}|${roll < 80 ? 'paid' : 'not paid'}`);
    } catch (error) {
      // The product refuses, or the page is paid already and its notice still on the way.
      if (!(error instanceof Refusal) && !(error instanceof ApiError)) throw error;
      life.trace.note(`checkout|${person.id}|refused|${error.code ?? ''}`);
    }
    this.collect(life, day);
  }

  /** One in ten is lost, one in five comes days late, one in five twice. */
  collect(life: Life, day: number): void {
    const fresh = this.stripe.events.slice(this.taken);
    this.taken = this.stripe.events.length;
    for (const event of fresh) {
      if (life.chance(10)) continue;
      const arrives = day + (life.chance(20) ? life.between(1, 4) : 0);
      const letter = { body: JSON.stringify(event), day: arrives };
      this.bag.push(letter, ...(life.chance(20) ? [{ ...letter, day: arrives + life.between(0, 2) }] : []));
    }
  }

  /** Brings what is due today, in no order. */
  async deliver(life: Life, day: number): Promise<void> {
    const due = this.bag.filter((letter) => letter.day <= day);
    this.bag.splice(0, this.bag.length, ...this.bag.filter((letter) => letter.day > day));
    while (due.length > 0) {
      const [letter] = due.splice(life.dice.below(due.length), 1);
      if (!letter) break;
      const at = Math.floor(life.stage.clock.now().getTime() / 1_000);
      const headers = { 'stripe-signature': signatureHeader(letter.body, [SECRET], at) };
      const notice = { accountId: this.accountId, body: Buffer.from(letter.body), headers, requestId: 'simulate' };
      const isTaken = await life.stage.app.get(NoticeReceiving).receive(notice);
      if (!isTaken) throw new Error('a signed notice was refused');
    }
  }
}
