import { describe, expect, it } from 'vitest';
import { ratesByStep } from './recent-rates.js';

const MINUTE = 60_000;
const window = { fromMs: 0, toMs: 15 * MINUTE, stepMs: 5 * MINUTE };
const mbit = (megabits: number, seconds: number): number => (megabits * 1_000_000 * seconds) / 8;

describe('ratesByStep', () => {
  it('gives a steady line its rate in every step that it covers, and a gap where nothing was reported', () => {
    const rates = ratesByStep(
      [{ untilMs: 10 * MINUTE, seconds: 600, downloadOctets: mbit(8, 600), uploadOctets: mbit(1, 600) }],
      window,
    );
    expect(rates).toEqual([
      { atMs: 0, downloadBps: 8_000_000, uploadBps: 1_000_000 },
      { atMs: 5 * MINUTE, downloadBps: 8_000_000, uploadBps: 1_000_000 },
      { atMs: 10 * MINUTE, downloadBps: null, uploadBps: null },
    ]);
  });

  it('counts only the part of a report that lies in the window', () => {
    const [first] = ratesByStep(
      [{ untilMs: 5 * MINUTE, seconds: 3_000, downloadOctets: mbit(2, 3_000), uploadOctets: 0 }],
      window,
    );
    expect(first).toEqual({ atMs: 0, downloadBps: 2_000_000, uploadBps: 0 });
  });

  it('takes the rate of the time that was covered, so that a session of a minute is not a fifth of itself', () => {
    const [first] = ratesByStep(
      [{ untilMs: 2 * MINUTE, seconds: 60, downloadOctets: mbit(10, 60), uploadOctets: 0 }],
      window,
    );
    expect(first?.downloadBps).toBe(10_000_000);
  });

  it('adds up sessions of one service that run side by side', () => {
    const one = { untilMs: 5 * MINUTE, seconds: 300, downloadOctets: mbit(3, 300), uploadOctets: 0 };
    expect(ratesByStep([one, one], window)[0]?.downloadBps).toBe(6_000_000);
  });

  it('leaves reports without any time out', () => {
    const rates = ratesByStep([{ untilMs: MINUTE, seconds: 0, downloadOctets: 5_000, uploadOctets: 0 }], window);
    expect(rates.every(({ downloadBps }) => downloadBps === null)).toBe(true);
  });
});
