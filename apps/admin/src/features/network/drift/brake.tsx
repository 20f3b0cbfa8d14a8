import { useState } from 'react';
import {
  Button,
  ConfirmDialog,
  Dialog,
  ErrorState,
  Form,
  Notice,
  NumberField,
  Section,
  showToast,
  Skeleton,
  Stack,
  Text,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { AccessBrakeDocument, LetClosingsThroughDocument, SetAccessBrakeDocument } from './drift.graphql';
import { driftTexts } from './drift-texts';

type BrakeState = ResultOf<typeof AccessBrakeDocument>['accessBrake'];

export function Brake() {
  const t = useTexts(driftTexts);
  const { can } = useSession();
  const { data, status, failure, retry } = useApiQuery(AccessBrakeDocument, {}, { refetchEveryMs: 10_000 });
  const [asked, setAsked] = useState<'through' | 'limit' | null>(null);
  const may = can('networking.brake.manage');
  const brake = data?.accessBrake;
  return (
    <Section
      title={t('brake')}
      description={t('brakeLead')}
      actions={
        may && (
          <Button size="small" onClick={() => setAsked('limit')}>
            {t('change')}
          </Button>
        )
      }
    >
      {status === 'loading' && <Skeleton lines={2} />}
      {status === 'failed' && failure && <ErrorState compact failure={failure} onRetry={retry} />}
      {brake && (
        <Stack gap="sm">
          {brake.held > 0 ? (
            <Notice
              family="bad"
              title={t('held', { count: brake.held })}
              action={may && <Button onClick={() => setAsked('through')}>{t('letThrough')}</Button>}
            >
              {t('heldText')}
            </Notice>
          ) : (
            <Text>{t('noneHeld')}</Text>
          )}
          <Text tone="secondary">
            {t('brakeRule', { percent: brake.percent, minutes: brake.windowMinutes, atLeast: brake.atLeast })}
          </Text>
        </Stack>
      )}
      {brake && asked === 'through' && <LetThrough held={brake.held} onClose={() => setAsked(null)} />}
      {brake && asked === 'limit' && <Limit brake={brake} onClose={() => setAsked(null)} />}
    </Section>
  );
}

function LetThrough({ held, onClose }: { held: number; onClose: () => void }) {
  const t = useTexts(driftTexts);
  const command = useMutationCommand(LetClosingsThroughDocument, {
    onDone: ({ letClosingsThrough }) => {
      onClose();
      showToast({ message: t('released', { count: letClosingsThrough }) });
    },
  });
  return (
    <ConfirmDialog
      grade="C"
      typed={String(held)}
      title={t('letThroughTitle', { count: held })}
      confirmLabel={t('letThrough')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ held })}
      onClose={onClose}
    >
      <Text>{t('letThroughText')}</Text>
    </ConfirmDialog>
  );
}

function Limit({ brake, onClose }: { brake: BrakeState; onClose: () => void }) {
  const t = useTexts(driftTexts);
  const command = useMutationCommand(SetAccessBrakeDocument, {
    onDone: () => {
      onClose();
      showToast({ message: t('saved') });
    },
  });
  const { form, onSubmit, failure, running } = useCommandForm<
    { percent: string; windowMinutes: string; atLeast: string },
    unknown,
    { percent: number; windowMinutes: number; atLeast: number }
  >(
    command,
    { percent: String(brake.percent), windowMinutes: String(brake.windowMinutes), atLeast: String(brake.atLeast) },
    (values) => ({
      percent: Number(values.percent),
      windowMinutes: Number(values.windowMinutes),
      atLeast: Number(values.atLeast),
    }),
  );
  return (
    <Dialog size="sm" title={t('change')} onClose={onClose}>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={{ percent: t('percent'), windowMinutes: t('minutes'), atLeast: t('atLeast') }}
        footer={
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button type="submit" tone="primary" busy={running}>
              {t('save')}
            </Button>
          </>
        }
      >
        <NumberField name="percent" label={t('percent')} />
        <NumberField name="windowMinutes" label={t('minutes')} />
        <NumberField name="atLeast" label={t('atLeast')} />
      </Form>
    </Dialog>
  );
}
