import type { Logger } from '@nestjs/common';
import type { PgBoss } from 'pg-boss';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DEFAULT_JOB, Job } from './job.js';
import { QueueIntake } from './queue-intake.js';

class Flaky extends Job<{ readonly fails: boolean }> {
  readonly name = 'test.flaky';
  override readonly options = { ...DEFAULT_JOB, concurrency: 2 };
  async run({ fails }: { readonly fails: boolean }): Promise<void> {
    if (fails) throw new Error('The database went away.');
  }
}

const LOG = { warn: () => undefined, error: () => undefined } as unknown as Logger;
const waiting = (id: string, fails: boolean): object => ({ id, data: { fails }, retryCount: 3, expireInSeconds: 60 });

/** A queue whose database answers, is away, or does not answer yet. */
function queueWith(items: readonly object[]) {
  const left = [...items];
  const boss = {
    fetch: vi.fn(async (_name: string, { batchSize }: { batchSize: number }) => left.splice(0, batchSize)),
    complete: vi.fn(async () => undefined),
    fail: vi.fn(async () => undefined),
  };
  return { boss, intake: new QueueIntake(boss as unknown as PgBoss, new Flaky(), LOG) };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('says how a job ended until the database has heard it', async () => {
  const { boss, intake } = queueWith([waiting('a', true), waiting('b', false)]);
  const isAway = new Error('terminating connection');
  boss.fail.mockRejectedValueOnce(isAway).mockRejectedValueOnce(isAway);
  boss.complete.mockRejectedValueOnce(isAway);
  intake.announce();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(boss.fail).toHaveBeenCalledTimes(3);
  expect(boss.fail).toHaveBeenLastCalledWith(
    'test.flaky',
    { id: 'a', retryCount: 3 },
    { message: 'The database went away.' },
  );
  expect(boss.complete).toHaveBeenCalledTimes(2);
  expect(boss.complete).toHaveBeenLastCalledWith('test.flaky', ['b']);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(boss.fail).toHaveBeenCalledTimes(3);
  await intake.stop(1_000);
});

it('asks for no more than it has places, also after a fault', async () => {
  const { boss, intake } = queueWith([waiting('a', false)]);
  intake.announce();
  await vi.advanceTimersByTimeAsync(0);
  boss.complete.mockRejectedValueOnce(new Error('terminating connection'));
  let answer: (items: object[]) => void = () => undefined;
  boss.fetch.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
  intake.announce();
  await vi.advanceTimersByTimeAsync(100);
  intake.announce();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(boss.fetch).toHaveBeenCalledTimes(2);
  answer([]);
  await intake.stop(1_000);
});

it('says when it stops how its last jobs ended, and stops also when nobody hears it', async () => {
  const { boss, intake } = queueWith([waiting('a', true)]);
  intake.announce();
  await vi.advanceTimersByTimeAsync(0);
  boss.fail.mockRejectedValueOnce(new Error('connection refused'));
  await intake.stop(1_000);
  expect(boss.fail).toHaveBeenCalledTimes(1);
});
