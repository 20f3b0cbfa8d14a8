import {
  Columns,
  DiffTable,
  ExplainPopover,
  Money,
  Page,
  PreviewPanel,
  Row,
  Section,
  Text,
  type Preview,
  type PreviewState,
} from '../src/index';
import { StoryFrame } from './story-frame';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

const change: Preview = {
  id: 'p1',
  hash: '7f3a91c2d0',
  madeAt: '2026-11-21T11:58:00Z',
  expiresAt: '2026-11-21T12:30:00Z',
  counts: [],
  warnings: [],
  lines: [
    {
      id: '1',
      label: 'Unused Ethernet 500, 12 of 31 days × 200.00',
      amount: eur('77.42'),
      explain: <p>200.00 × 12 / 31 = 77.4193, rounded half away from zero to 77.42.</p>,
    },
    { id: '2', label: 'Downgrade fee', detail: 'Policy: default partner', amount: eur('-30.00') },
    { id: '3', label: 'Ethernet 100, 12 of 31 days × 100.00', amount: eur('-38.71') },
    { id: '4', label: 'Balance today 0.00, after', amount: eur('8.71'), strong: true },
  ],
};

const run: Preview = {
  ...change,
  id: 'p2',
  counts: [
    { id: 'n', label: 'Invoices', value: '3,424', hint: 'last run 3,402' },
    { id: 'sum', label: 'Total', value: <Money value={eur('121906.50')} />, hint: 'last run 118,420.00' },
    { id: 'diff', label: 'Difference', value: <Money value={eur('3486.50')} signed /> },
  ],
  warnings: [
    { id: 'a', family: 'attention', message: '6 invoices are more than twice those of last month' },
    { id: 'b', family: 'bad', message: '4 active services have no price', blocks: true },
  ],
  lines: [],
};

const states: readonly (readonly [string, PreviewState, string])[] = [
  ['Ready', { kind: 'ready', preview: change, inputKey: 'a' }, 'a'],
  ['Form changed', { kind: 'ready', preview: change, inputKey: 'a' }, 'b'],
  ['Loading anew', { kind: 'loading', last: change }, 'b'],
  ['Stale', { kind: 'stale', preview: change, differences: 3 }, 'a'],
  ['Waiting', { kind: 'waiting', reason: 'Choose the new plan first.' }, ''],
  [
    'Failed',
    {
      kind: 'failed',
      failure: {
        code: 'ENDS_IN_INVOICED',
        message: 'The end date lies in a period that is invoiced. The earliest date is 1 December.',
        traceId: 'r-19',
      },
    },
    'a',
  ],
  ['Running', { kind: 'running', preview: change }, 'a'],
  ['Done', { kind: 'done', message: 'The plan is changed. The line follows within a minute.' }, 'a'],
  ['First load', { kind: 'loading', last: null }, 'a'],
];

export function PreviewStory() {
  return (
    <StoryFrame>
      <Page title="Preview, diff, why">
        <Section title="Billing run">
          <PreviewPanel
            title="Run of December 2026"
            state={{ kind: 'ready', preview: run, inputKey: 'run' }}
            inputKey="run"
            approval={{ kind: 'needed' }}
            onRefresh={() => undefined}
            onConfirm={() => undefined}
            onAskApproval={() => undefined}
            confirmLabel={() => 'Issue 3,420, hold 4'}
          >
            {() => (
              <DiffTable
                label="Against the last run"
                beforeLabel="Last"
                afterLabel="This"
                deltaLabel="Difference"
                causeLabel="Cause"
                rows={[
                  {
                    id: '1',
                    label: 'Ana Ruiz',
                    kind: 'changed',
                    before: '59.00',
                    after: '200.00',
                    delta: '+141.00',
                    cause: 'Upgrade',
                  },
                  {
                    id: '2',
                    label: 'Bruno Silva',
                    kind: 'added',
                    after: '12.90',
                    delta: '+12.90',
                    cause: 'First part',
                  },
                  { id: '3', label: 'Carla Méndez', kind: 'removed', before: '45.00', delta: '−45.00', cause: 'Left' },
                  {
                    id: '4',
                    label: 'Dmytro Koval',
                    kind: 'same',
                    before: '30.00',
                    after: '30.00',
                    delta: '0.00',
                    cause: '',
                  },
                ]}
              />
            )}
          </PreviewPanel>
        </Section>
        <Columns min="lg">
          {states.map(([title, state, key]) => (
            <PreviewPanel
              key={title}
              title={title}
              state={state}
              inputKey={key}
              onRefresh={() => undefined}
              onConfirm={() => undefined}
              confirmLabel={(preview) => (preview === null ? 'Apply change' : 'Apply change +8.71')}
              rollback="Can be taken back until the next bill."
            />
          ))}
          <PreviewPanel
            title="Suspension of 77 lines"
            state={{ kind: 'ready', preview: change, inputKey: 'a' }}
            inputKey="a"
            danger
            typed={() => '77'}
            approval={{ kind: 'given', by: 'Robin Example', at: '2026-11-21T11:59:00Z' }}
            onRefresh={() => undefined}
            onConfirm={() => undefined}
            confirmLabel={() => 'Suspend 77 lines'}
          />
          <Section title="Why">
            <Row>
              <Text as="span">First part</Text>
              <Money value={eur('12.90')} />
              <ExplainPopover title="12.90">
                <p>The service began on 30 August. The billing day is the 1st, so August has 2 of 31 days.</p>
                <p>200.00 × 2 / 31 = 12.9032, rounded half away from zero to 12.90.</p>
              </ExplainPopover>
            </Row>
          </Section>
        </Columns>
      </Page>
    </StoryFrame>
  );
}
