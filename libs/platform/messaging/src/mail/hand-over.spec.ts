import { describe, expect, it } from 'vitest';
import { fateOf } from './hand-over.js';

const error = (command: string, responseCode?: number): Error =>
  Object.assign(new Error('no'), { command, ...(responseCode === undefined ? {} : { responseCode }) });

describe('a mail that was not taken', () => {
  it('may have arrived when it left and nobody answered', () => {
    expect(fateOf(error('CONN'), true)).toBe('unknown');
  });

  it('is tried again when nothing of it left: no connection, a cut before its text', () => {
    expect(fateOf(error('CONN'), false)).toBe('not_now');
  });

  it.each([
    ['RCPT TO', 451, false],
    ['DATA', 452, true],
    ['CONN', 421, true],
  ])('is tried again when the server says later (%s %i)', (command, code, left) => {
    expect(fateOf(error(command, code), left)).toBe('not_now');
  });

  it.each([
    ['MAIL FROM', 552, false],
    ['RCPT TO', 550, false],
    ['DATA', 554, true],
  ])('is given up when the server says never (%s %i)', (command, code, left) => {
    expect(fateOf(error(command, code), left)).toBe('refused');
  });

  it('is not given up for what the server has against the sender: a wrong password is mended', () => {
    expect(fateOf(error('AUTH PLAIN', 535), false)).toBe('not_now');
    expect(fateOf(error('CONN', 554), false)).toBe('not_now');
  });
});
