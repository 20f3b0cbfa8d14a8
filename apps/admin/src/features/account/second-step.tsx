import { Button, FamilyTag, Form, PasswordField, Row, Section, showToast, Stack, Text, useTexts } from '@demarc/ui';
import { EnrolStep, useSession } from '@demarc/web-kit';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { accountTexts } from './account-texts';

type Step =
  { readonly kind: 'idle' } | { readonly kind: 'asking' } | { readonly kind: 'enrolling'; readonly password: string };

/** The second step, by own choice. The password is asked for again, since it changes how the account is guarded. */
export function SecondStep({ enrolled }: { enrolled: boolean }) {
  const t = useTexts(accountTexts);
  const { refresh } = useSession();
  const [step, setStep] = useState<Step>({ kind: 'idle' });
  const done = () => {
    setStep({ kind: 'idle' });
    showToast({ message: t('secondDone') });
    void refresh();
  };
  /** The codes may be on screen already, and then the step stands. */
  const leave = () => {
    setStep({ kind: 'idle' });
    void refresh();
  };
  return (
    <Section title={t('second')}>
      <Stack>
        {/* While it is being set up, what is said here could change at any moment. */}
        {step.kind !== 'enrolling' && (
          <Row align="start" nowrap>
            <FamilyTag family={enrolled ? 'good' : 'off'}>{enrolled ? t('on') : t('off')}</FamilyTag>
            <Text tone="secondary">{enrolled ? t('secondOn') : t('secondOff')}</Text>
          </Row>
        )}
        {step.kind === 'idle' && (
          <Row>
            <Button onClick={() => setStep({ kind: 'asking' })}>
              {enrolled ? t('secondAgain') : t('secondStart')}
            </Button>
          </Row>
        )}
        {step.kind === 'asking' && (
          <AskPassword
            onPassword={(password) => setStep({ kind: 'enrolling', password })}
            onCancel={() => setStep({ kind: 'idle' })}
          />
        )}
        {step.kind === 'enrolling' && (
          <>
            <EnrolStep password={step.password} onDone={done} />
            <Row>
              <Button tone="quiet" onClick={leave}>
                {t('cancel')}
              </Button>
            </Row>
          </>
        )}
      </Stack>
    </Section>
  );
}

interface AskProps {
  readonly onPassword: (password: string) => void;
  readonly onCancel: () => void;
}

function AskPassword({ onPassword, onCancel }: AskProps) {
  const t = useTexts(accountTexts);
  const form = useForm<{ password: string }>({ defaultValues: { password: '' } });
  return (
    <Form
      form={form}
      onSubmit={({ password }) => onPassword(password)}
      labels={{ password: t('secondPassword') }}
      footer={
        <>
          <Button onClick={onCancel}>{t('cancel')}</Button>
          <Button type="submit" tone="primary">
            {t('secondStart')}
          </Button>
        </>
      }
    >
      <PasswordField name="password" label={t('secondPassword')} autoComplete="current-password" />
    </Form>
  );
}
