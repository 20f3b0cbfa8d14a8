import { Button, CodeField, CodeText, ErrorState, Form, Skeleton, Stack, Text, useTexts } from '@demarc/ui';
import { useEffect, useState } from 'react';
import { useApi } from '../api/api-context';
import { useCommand } from '../command/use-command';
import { useCommandForm } from '../command/use-command-form';
import { signInTexts } from './sign-in-texts';

interface Enrolment {
  readonly secret: string;
  readonly qr: string;
}

function readEnrolment(raw: unknown): Enrolment | null {
  if (typeof raw !== 'object' || raw === null || !('secret' in raw) || !('qr' in raw)) return null;
  const { secret, qr } = raw;
  return typeof secret === 'string' && typeof qr === 'string' && qr.startsWith('data:image/') ? { secret, qr } : null;
}

function readCodes(raw: unknown): readonly string[] {
  if (typeof raw !== 'object' || raw === null || !('recoveryCodes' in raw) || !Array.isArray(raw.recoveryCodes))
    return [];
  return raw.recoveryCodes.filter((code) => typeof code === 'string');
}

export interface EnrolStepProps {
  readonly onDone: () => void;
  /** For a person who is signed in already and asks for the second step. */
  readonly password?: string;
}

/** Sets up the second step: scan, confirm with a code, keep the recovery codes. */
export function EnrolStep({ onDone, password }: EnrolStepProps) {
  const t = useTexts(signInTexts);
  const api = useApi();
  const [codes, setCodes] = useState<readonly string[]>([]);
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const begin = useCommand({
    run: (input: { password?: string }) => api.rest('POST', '/auth/staff/totp/enrol', input),
    invalidates: [],
    onDone: (raw) => setEnrolment(readEnrolment(raw)),
  });
  const { run: start } = begin;
  useEffect(() => {
    void start(password === undefined ? {} : { password });
  }, [start, password]);
  if (codes.length > 0) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (begin.failure !== null)
    return (
      <ErrorState
        compact
        failure={begin.failure}
        onRetry={() => void start(password === undefined ? {} : { password })}
      />
    );
  if (enrolment === null) return <Skeleton lines={6} />;
  return (
    <ConfirmEnrolment
      enrolment={enrolment}
      onCodes={(made) => (made.length > 0 ? setCodes(made) : onDone())}
      title={t('enrolText')}
    />
  );
}

interface ConfirmProps {
  readonly enrolment: Enrolment;
  readonly title: string;
  readonly onCodes: (codes: readonly string[]) => void;
}

function ConfirmEnrolment({ enrolment, title, onCodes }: ConfirmProps) {
  const t = useTexts(signInTexts);
  const api = useApi();
  const command = useCommand({
    run: (input: { code: string }) => api.rest('POST', '/auth/staff/totp/enrol/confirm', input),
    invalidates: [],
    onDone: (raw) => onCodes(readCodes(raw)),
  });
  const { form, onSubmit, failure, running } = useCommandForm<{ code: string }, unknown, { code: string }>(
    command,
    { code: '' },
    (values) => values,
  );
  return (
    <Stack>
      <Text tone="secondary">{title}</Text>
      <img className="dm-qr" src={enrolment.qr} alt={t('enrolQr')} width={192} height={192} />
      <Text tone="secondary" size="small" as="div">
        {t('enrolSecret')} <CodeText value={enrolment.secret} />
      </Text>
      <Form form={form} onSubmit={onSubmit} failure={failure} labels={{ code: t('code') }}>
        <CodeField name="code" label={t('code')} size="large" />
        <Button type="submit" tone="primary" size="large" wide busy={running}>
          {t('confirm')}
        </Button>
      </Form>
    </Stack>
  );
}

export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useTexts(signInTexts);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'));
    setCopied(true);
  };
  return (
    <Stack>
      <Text strong>{t('codesTitle')}</Text>
      <Text tone="secondary">{t('codesText')}</Text>
      <ul className="dm-codes">
        {codes.map((code) => (
          <li key={code}>
            <CodeText value={code} />
          </li>
        ))}
      </ul>
      {'clipboard' in navigator && (
        <Button onClick={() => void copy()}>{copied ? t('codesCopied') : t('codesCopy')}</Button>
      )}
      <Button tone="primary" size="large" wide onClick={onDone}>
        {t('codesDone')}
      </Button>
    </Stack>
  );
}
