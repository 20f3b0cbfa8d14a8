import { useState } from 'react';
import {
  Button,
  CodeBlock,
  Columns,
  EmptyState,
  ErrorState,
  FamilyTag,
  RelativeTime,
  Row,
  Section,
  SelectInput,
  Stack,
  type StatusFamily,
  Text,
  TextInput,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import { RunNetworkToolDocument, StopNetworkToolDocument, type ToolRun, ToolRunsDocument } from './router-care.graphql';
import { routerCareTexts } from './router-care-texts';

const family: Readonly<Record<ToolRun['state'], StatusFamily>> = {
  WAITING: 'waiting',
  RUNNING: 'waiting',
  DONE: 'good',
  FAILED: 'bad',
  STOPPED: 'off',
};
const liveMs = 1_000;

/** Whether the way to an address is open, from the server and from the router; lines appear as they come. */
export function RouterTools({ routerId, canAsk }: { routerId: string; canAsk: boolean }) {
  const t = useTexts(routerCareTexts);
  const [tool, setTool] = useState<ToolRun['tool']>('PING');
  const [from, setFrom] = useState<'fromRouter' | 'fromServer'>(canAsk ? 'fromRouter' : 'fromServer');
  const [target, setTarget] = useState('');
  const { data, failure, retry } = useApiQuery(ToolRunsDocument, {}, { refetchEveryMs: liveMs });
  const start = useMutationCommand(RunNetworkToolDocument);
  const runs = (data?.toolRuns ?? []).filter((run) => run.routerId === null || run.routerId === routerId).slice(0, 5);
  const origins = canAsk ? (['fromRouter', 'fromServer'] as const) : (['fromServer'] as const);
  const submit = (): void => {
    const input = { tool, target: target.trim(), count: 5, ...(from === 'fromRouter' ? { routerId } : {}) };
    void start.run(input);
  };
  return (
    <Stack>
      <Section title={t('tools')}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Stack>
            <Columns>
              <TextInput label={t('target')} description={t('targetHelp')} value={target} onChange={setTarget} mono />
              <SelectInput
                label={t('tool')}
                value={tool}
                onChange={setTool}
                choices={(['PING', 'TRACEROUTE'] as const).map((value) => ({ value, label: t(value) }))}
              />
              <SelectInput
                label={t('from')}
                value={from}
                onChange={setFrom}
                choices={origins.map((value) => ({ value, label: t(value) }))}
              />
            </Columns>
            <Row>
              <Button type="submit" tone="primary" busy={start.running}>
                {t('start')}
              </Button>
            </Row>
            {start.failure && <ErrorState compact failure={start.failure} />}
          </Stack>
        </form>
      </Section>
      <Section title={t('runs')}>
        {failure && <ErrorState compact failure={failure} onRetry={retry} />}
        {data && runs.length === 0 && <EmptyState compact title={t('noRuns')} />}
        <Stack>
          {runs.map((run) => (
            <Run key={run.id} run={run} />
          ))}
        </Stack>
      </Section>
    </Stack>
  );
}

function Run({ run }: { run: ToolRun }) {
  const t = useTexts(routerCareTexts);
  const stop = useMutationCommand(StopNetworkToolDocument);
  const title = t('output', { tool: t(run.tool), target: run.target });
  const isOn = run.state === 'WAITING' || run.state === 'RUNNING';
  return (
    <div>
      <Row>
        <Text as="span" strong>
          {title}
        </Text>
        <FamilyTag family={family[run.state]}>{t(run.state)}</FamilyTag>
        <Text as="span" size="small" tone="secondary">
          {t('from')} {run.routerId === null ? t('fromServer') : t('fromRouter')} ·{' '}
          {t('askedBy', { name: run.askedBy })} · <RelativeTime value={run.askedAt} />
        </Text>
        {isOn && (
          <Button size="small" busy={stop.running} onClick={() => void stop.run({ runId: run.id })}>
            {t('stop')}
          </Button>
        )}
      </Row>
      {run.fault !== null && <Text>{run.fault}</Text>}
      <CodeBlock label={title} text={run.lines.length === 0 ? t('noLines') : run.lines.join('\n')} />
    </div>
  );
}
