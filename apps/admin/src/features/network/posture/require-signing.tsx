import { useState } from 'react';
import {
  Button,
  CheckListInput,
  ErrorState,
  Notice,
  Row,
  Section,
  SelectInput,
  showToast,
  SidePanel,
  SimpleTable,
  Skeleton,
  Stack,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import { type Forecast, PreviewRequireSigningDocument, RequireSigningDocument } from './posture.graphql';
import { postureTexts } from './posture-texts';

const days = ['3', '7', '14', '30'] as const;

/** First what would become of each router, then the ones that lose nothing: those, or some of them. */
export function RequireSigning({ onClose }: { onClose: () => void }) {
  const t = useTexts(postureTexts);
  const [span, setSpan] = useState<(typeof days)[number]>('7');
  const { data, failure, retry } = useApiQuery(PreviewRequireSigningDocument, { days: Number(span) });
  return (
    <SidePanel title={t('requireTitle')} description={t('requireLead')} onClose={onClose} size="lg">
      <Stack>
        <SelectInput
          label={t('days')}
          value={span}
          choices={days.map((value) => ({ value, label: value }))}
          onChange={(value) => setSpan(value)}
        />
        {failure && <ErrorState compact failure={failure} onRetry={retry} />}
        {!data && !failure && <Skeleton lines={6} />}
        {data && <Choice key={span} days={Number(span)} forecasts={data.previewRequireSigning} onClose={onClose} />}
      </Stack>
    </SidePanel>
  );
}

function Choice({
  days: span,
  forecasts,
  onClose,
}: {
  days: number;
  forecasts: readonly Forecast[];
  onClose: () => void;
}) {
  const t = useTexts(postureTexts);
  const format = useFormat();
  const safe = forecasts.filter(({ outlook }) => outlook === 'SAFE');
  const others = forecasts.filter(({ outlook }) => outlook !== 'SAFE' && outlook !== 'REQUIRED');
  const [chosen, setChosen] = useState<readonly string[]>(safe.map(({ routerId }) => routerId));
  const command = useMutationCommand(RequireSigningDocument, {
    onDone: ({ requireSigning }) => {
      showToast({ message: t('required', { count: requireSigning }) });
      onClose();
    },
  });
  const routers = safe.filter(({ routerId }) => chosen.includes(routerId));
  return (
    <Stack>
      {safe.length === 0 ? (
        <Notice family="off">{t('safeNone')}</Notice>
      ) : (
        <>
          <Notice family="good">{t('safeCount', { count: safe.length })}</Notice>
          <CheckListInput
            label={t('chosen')}
            value={chosen}
            onChange={setChosen}
            choices={safe.map(({ routerId, name, signedSince }) => ({
              value: routerId,
              label: name,
              ...(signedSince === null ? {} : { description: `${t('signed')} ${format.instant(signedSince)}` }),
            }))}
          />
        </>
      )}
      {others.length > 0 && (
        <Section title={t('others')} level={3} look="plain">
          <SimpleTable
            label={t('others')}
            rows={others}
            rowId={({ routerId }) => routerId}
            columns={[
              { id: 'router', header: t('router'), cell: ({ name }) => name },
              { id: 'why', header: t('why'), cell: ({ sentence }) => <Text tone="secondary">{sentence}</Text> },
            ]}
          />
        </Section>
      )}
      {command.failure && <ErrorState compact failure={command.failure} />}
      <Row justify="end">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button
          tone="primary"
          busy={command.running}
          refusal={routers.length === 0 ? t('chooseOne') : null}
          onClick={() =>
            void command.run({ days: span, routers: routers.map(({ routerId, revision }) => ({ routerId, revision })) })
          }
        >
          {t('requireDo', { count: routers.length })}
        </Button>
      </Row>
    </Stack>
  );
}
