import { systemActor } from '@demarc/access';
import { Acts } from '@demarc/commands';
import { Messages } from '@demarc/messaging';
import type { SeededRandom } from '@demarc/kernel';
import { join } from 'node:path';
import type pg from 'pg';
import type { Lab, LabDatabase } from '../bench/lab.ts';
import { withProduct } from '../bench/product-app.ts';
import { Mailbox } from '../sim-mail/mailbox.ts';

const SENDER = join(import.meta.dirname, 'sender.ts');
const LETTERS = 300;
/** A sender is killed somewhere in so many milliseconds after it was told to send. */
const LIFE_MS = 400;

/**
 * Letters about invoices, to a mail server, by senders that are killed at it. Each that follows is given all of them anew, as
 * the jobs of the dead are. Answers what should not be: a letter that came twice, or that did not come and does not say so.
 */
export async function lettersByKilledSenders(
  lab: Lab,
  database: LabDatabase,
  kills: number,
  dice: SeededRandom,
): Promise<string[]> {
  const mailbox = await Mailbox.open();
  const owner = await lab.connect(database.ownerUrl);
  try {
    const env = { ...lab.environment(database), SMTP_URL: mailbox.url };
    const ids = await posted(env, owner);
    for (let killed = 0; killed <= kills; killed += 1) {
      const sender = await lab.program(SENDER, [], env);
      const ended = new Promise<void>((resolve) => {
        sender.child.once('message', () => resolve());
        sender.child.once('exit', () => resolve());
      });
      sender.child.send(ids);
      if (killed < kills) {
        await new Promise((resolve) => setTimeout(resolve, dice.below(LIFE_MS)));
        process.kill(sender.pid, 'SIGKILL');
      }
      await ended;
      await sender.end();
    }
    const { rows } = await owner.query<{ id: string; state: string; failure: string | null }>(
      'SELECT id, state, failure FROM platform.message WHERE id = ANY ($1::uuid[])',
      [ids],
    );
    const arrivals = mailbox.arrivals();
    const cutOff = rows.filter((row) => row.state === 'failed').length;
    process.stderr.write(`${arrivals.size} of ${ids.length} letters came, ${cutOff} say that they may have\n`);
    return rows.flatMap(({ id, state, failure }) => {
      const times = arrivals.get(id) ?? 0;
      if (times > 1) return [`a mail twice: ${id} came ${times} times`];
      const told =
        state === 'sent' ? times === 1 : state === 'failed' && failure?.includes('may have arrived') === true;
      return told ? [] : [`a mail lost: ${id} is ${state} and came ${times} times`];
    });
  } finally {
    await lab.disconnect(owner);
    await mailbox.close();
  }
}

async function posted(env: NodeJS.ProcessEnv, owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ number: string }>(
    `SELECT number FROM billing.invoice ORDER BY number LIMIT ${LETTERS}`,
  );
  return withProduct(env, async ({ app }) => {
    const messages = app.get(Messages);
    return app
      .get(Acts)
      .perform({ actor: systemActor('killed run'), requestId: 'letters' }, 'killed run', async (act) => {
        const ids: string[] = [];
        for (const { number } of rows) {
          const to = `${number.toLowerCase()}@customer.example`;
          ids.push(
            await messages.post(act, { to, subject: `Invoice ${number}`, text: 'Please pay.', purpose: 'invoice' }),
          );
        }
        return ids;
      });
  });
}
