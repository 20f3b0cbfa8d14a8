import { useState } from 'react';
import {
  Button,
  Columns,
  DateInput,
  DecimalInput,
  ErrorState,
  Notice,
  Row,
  Section,
  SimpleTable,
  SpeedText,
  Stack,
  Text,
  TextInput,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { asFailure, useApi } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { TryPolicyDocument, type TryInput } from './rules.graphql';
import { octetsOf } from './rules-values';
import { rulesTexts } from './rules-texts';

type Tried = ResultOf<typeof TryPolicyDocument>['tryPolicy'];

interface Question {
  readonly date: string;
  readonly time: string;
  readonly day: string;
  readonly week: string;
  readonly month: string;
  readonly upload: string;
  readonly online: string;
  readonly granted: string;
}

interface TestBenchProps {
  readonly planId: string;
  /** The rules as they stand on the page. */
  readonly rules: () => Pick<TryInput, 'hours' | 'fairUse' | 'quota'>;
}

/** A customer used so much by then: which rule holds, what the rates are, why, and until when. */
export function TestBench({ planId, rules }: TestBenchProps) {
  const t = useTexts(rulesTexts);
  const api = useApi();
  const format = useFormat();
  const [question, setQuestion] = useState<Question>(() => ({
    date: new Date(format.now()).toISOString().slice(0, 10),
    time: '19:00',
    day: '0',
    week: '0',
    month: '0',
    upload: '0',
    online: '0',
    granted: '0',
  }));
  const [answer, setAnswer] = useState<Tried | null>(null);
  const [thrown, setThrown] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const ask = async (): Promise<void> => {
    setBusy(true);
    try {
      const input = { planId, ...questionInput(question), ...rules() };
      setAnswer((await api.graphql(TryPolicyDocument, { input })).tryPolicy);
      setThrown(null);
    } catch (error) {
      setThrown(error);
    } finally {
      setBusy(false);
    }
  };
  const failure = asFailure(thrown);
  return (
    <Section title={t('bench')} description={t('benchLead')}>
      <Stack>
        <QuestionFields question={question} onChange={setQuestion} />
        <Row>
          <Button tone="primary" busy={busy} onClick={() => void ask()}>
            {t('ask')}
          </Button>
        </Row>
        {failure && <ErrorState compact failure={failure} />}
        {answer && !failure && <Answer answer={answer} />}
      </Stack>
    </Section>
  );
}

function QuestionFields({ question, onChange }: { question: Question; onChange: (question: Question) => void }) {
  const t = useTexts(rulesTexts);
  const amounts = [
    ['day', t('usedDay'), 3],
    ['week', t('usedWeek'), 3],
    ['month', t('usedMonth'), 3],
    ['upload', t('usedUpload'), 3],
    ['online', t('usedOnline'), 2],
    ['granted', t('granted'), 3],
  ] as const;
  return (
    <Columns min="md">
      <DateInput label={t('benchDate')} value={question.date} onChange={(date) => onChange({ ...question, date })} />
      <TextInput
        label={t('benchTime')}
        mono
        value={question.time}
        onChange={(time) => onChange({ ...question, time })}
      />
      {amounts.map(([name, label, maxDecimals]) => (
        <DecimalInput
          key={name}
          label={label}
          maxDecimals={maxDecimals}
          value={question[name]}
          onChange={(value) => onChange({ ...question, [name]: value })}
        />
      ))}
    </Columns>
  );
}

function Answer({ answer: { now, quota, warning } }: { answer: Tried }) {
  const t = useTexts(rulesTexts);
  const format = useFormat();
  const until = now.until === null ? t('stays') : t('untilWhen', { when: format.instant(now.until) });
  return (
    <Stack gap="sm">
      {warning !== null && <Notice family="attention">{warning}</Notice>}
      <Notice family={now.isBlocked ? 'bad' : now.steps.length > 1 ? 'attention' : 'good'} title={now.why} live>
        {until}
      </Notice>
      {quota && (
        <Text>
          {t('leftText', {
            left: format.bytes(BigInt(quota.leftOctets)),
            total: format.bytes(BigInt(quota.totalOctets)),
          })}
        </Text>
      )}
      <SimpleTable
        label={t('steps')}
        rows={now.steps.map((step, place) => ({ ...step, place }))}
        rowId={({ place }) => String(place)}
        columns={[
          { id: 'step', header: t('step'), cell: ({ by, name }) => stepName(by, name, t('plan'), t('quota')) },
          {
            id: 'rates',
            header: t('result'),
            cell: ({ blocks, downloadKbps, uploadKbps }) =>
              blocks ? t('blocked') : <SpeedText downKbps={downloadKbps} upKbps={uploadKbps} />,
          },
        ]}
      />
    </Stack>
  );
}

function stepName(by: string | null, name: string | null, plan: string, quota: string): string {
  if (by === null) return plan;
  return by === 'QUOTA' ? quota : (name ?? '');
}

function questionInput(question: Question): Omit<TryInput, 'planId'> {
  const seconds = String(Math.round(Number(question.online || '0') * 3_600));
  const used = (download: string, upload: string) => ({
    downloadOctets: octetsOf(download || '0'),
    uploadOctets: octetsOf(upload || '0'),
    seconds,
  });
  return {
    date: question.date,
    time: question.time,
    day: used(question.day, '0'),
    week: used(question.week, '0'),
    month: used(question.month, question.upload),
    grantedOctets: octetsOf(question.granted || '0'),
  };
}
