import { describe, expect, it } from 'vitest';
import { duration, eventSentence, sessionSentence, TIMELINE_EVENTS } from './timeline-sentence.js';

describe('sentences of the timeline', () => {
  it('say how long it took from the cause to the open line', () => {
    expect(
      eventSentence('networking.AccessConverged', { desired: 'open', answer: 'acknowledged', elapsedMs: 412 }),
    ).toBe('Access is open: the router acknowledged, 412 ms after its cause');
    expect(
      eventSentence('networking.AccessConverged', { desired: 'blocked', answer: 'no_session', elapsedMs: 95_000 }),
    ).toBe('Access is blocked: nobody was online, 1 min after its cause');
  });

  it('say a suspension once: the status that follows from standing is no line of its own', () => {
    expect(eventSentence('billing.StandingChanged', { from: 'overdue', to: 'blocked' })).toBe(
      'Standing went from overdue to blocked',
    );
    expect(TIMELINE_EVENTS).not.toHaveProperty(['billing.CustomerStatusChanged']);
  });

  it('have words for every event that is shown, and for events of later versions', () => {
    for (const name of Object.keys(TIMELINE_EVENTS)) expect(eventSentence(name, {})).toMatch(/^[A-Z]/);
    expect(eventSentence('support.TicketOpened', {})).toBe('Ticket opened');
  });

  it('give durations that people say', () => {
    expect([5, 65, 3_700, 200_000].map(duration)).toEqual(['5 s', '1 min', '1 h 1 min', '2 d 7 h']);
    expect(sessionSentence({ address: '10.0.0.1', seconds: 3_700, ended: '2026-01-01' })).toBe(
      'Was online as 10.0.0.1 for 1 h 1 min',
    );
    expect(sessionSentence({ address: null, ended: null })).toBe('Online since then');
  });
});
