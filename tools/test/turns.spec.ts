import { beforeEach, describe, expect, it } from 'vitest';
import { Turns } from './turns.ts';

let told: string;
let turns: Turns;
beforeEach(() => {
  told = '';
  turns = new Turns((text) => (told += text));
});

describe('what several say at once', () => {
  it('is told in the order of the speakers, the words of each together', () => {
    const [first, second, third] = [turns.next(), turns.next(), turns.next()];
    third.say('3');
    second.say('2');
    first.say('1');
    second.end();
    second.say('');
    third.say('3');
    expect(told).toBe('1');
    first.say('1');
    expect(told).toBe('11');
    first.end();
    expect(told).toBe('11233');
    third.say('3');
    expect(told).toBe('112333');
  });

  it('is heard at once of who is alone, and of who comes when all have ended', () => {
    const alone = turns.next();
    alone.say('a');
    alone.end();
    expect(told).toBe('a');
    turns.next().say('b');
    expect(told).toBe('ab');
  });
});
