import { render, screen } from '@testing-library/react';
import { UiProvider } from '@demarc/ui';
import { type ApiClient, ApiProvider, createQueryClient } from '@demarc/web-kit';
import { describe, expect, it } from 'vitest';
import { type Action, answersOf, type Asked, SessionAnswers } from './session-answers';
import { together } from './usage-graph';

const action = (sessionKey: string, more: Partial<Action> = {}): Action => ({
  ...{ id: `of ${sessionKey}`, sessionKey, kind: 'COA', state: 'ACKNOWLEDGED', attempts: 1, errorCause: null },
  ...{ elapsedMs: 12, request: 'Change to 10M/20M', routerName: 'NAS', requestedAt: '2026-06-01T12:00:00Z' },
  ...more,
});

describe('the answers of routers', () => {
  it('are the last word about each session: a Disconnect after a change that was refused', () => {
    const sessions = [{ key: 'a', login: 'anna' }];
    const refused = action('a', { id: '1', state: 'REFUSED', errorCause: 401 });
    const ended = action('a', { id: '2', kind: 'DISCONNECT' });
    expect(answersOf(sessions, [ended, refused])[0]).toMatchObject({ outcome: 'ACKNOWLEDGED', action: { id: '2' } });
    expect(answersOf(sessions, [refused, ended])[0]).toMatchObject({ action: { id: '2' } });
  });

  it('are awaited where there is none yet, unless the lease brings it', () => {
    const sessions = [
      { key: 'a', login: 'anna' },
      { key: 'b', login: 'ben', waits: true },
    ];
    expect(answersOf(sessions, []).map(({ outcome }) => outcome)).toEqual(['WAITING', 'RENEWAL']);
  });

  it('are said in words, with what was sent and how long it took', async () => {
    shown({
      what: 'reapply',
      sessions: [{ key: 'a', login: 'anna' }],
      among: { serviceIds: ['s'], since: '2026-06-01T12:00:00Z' },
    });
    expect(await screen.findByText(/The router changed the session/)).toBeTruthy();
    expect(screen.getByText(/Answered in 12 ms/).textContent).toContain('Change to 10M/20M');
  });

  it('of several sessions stand in a table, each with its own', async () => {
    shown({
      what: 'disconnect',
      sessions: [
        { key: 'a', login: 'anna' },
        { key: 'b', login: 'ben' },
      ],
      among: { ids: ['1', '2'] },
    });
    expect(await screen.findByText(/The router ended the session/)).toBeTruthy();
    expect(screen.getByText(/The router is being asked/)).toBeTruthy();
    expect(screen.getByRole('table', { name: 'What the routers answered' })).toBeTruthy();
  });
});

function shown(asked: Asked) {
  const kind = asked.what === 'reapply' ? 'COA' : 'DISCONNECT';
  const client = {
    graphql: () => Promise.resolve({ accessActions: { nodes: [action('a', { kind })] } }),
    onSignedOut: () => () => undefined,
  } as unknown as ApiClient;
  render(
    <ApiProvider client={client} queryClient={createQueryClient()}>
      <UiProvider locale="en">
        <SessionAnswers asked={asked} onClose={() => undefined} />
      </UiProvider>
    </ApiProvider>,
  );
}

it('what a customer used by several services is their sum, and a gap only where none reported', () => {
  const point = (at: string, downloadBps: number | null) => ({ at, downloadBps, uploadBps: null });
  const [early, late] = ['2026-06-01T12:00:00.000Z', '2026-06-01T12:05:00.000Z'];
  const sum = together([
    { serviceId: 'a', points: [point(early, 5), point(late, null)] },
    { serviceId: 'b', points: [point(late, null), point(early, 7)] },
  ]);
  expect(sum.map(({ at, downloadBps }) => [at, downloadBps])).toEqual([
    [early, 12],
    [late, null],
  ]);
});
