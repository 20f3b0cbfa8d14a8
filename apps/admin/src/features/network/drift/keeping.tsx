import {
  Button,
  Columns,
  Dialog,
  ErrorState,
  Form,
  NumberField,
  SelectField,
  showToast,
  Skeleton,
  Stack,
  SwitchField,
  Text,
  TextField,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import type { FleetRow } from './fleet';
import { keepingInput, type KeepingValues, keepingValues, modes, shapings, ways } from './keeping-values';
import { RouterKeepingDocument, SetRouterKeepingDocument } from './router-drift.graphql';
import { routerDriftTexts } from './router-drift-texts';

type Api = ResultOf<typeof RouterKeepingDocument>['router']['options']['api'];

/** Whether the router is compared, written by hand, or repaired, and what of it is ours to keep. */
export function Keeping({ router, onClose }: { router: FleetRow; onClose: () => void }) {
  const t = useTexts(routerDriftTexts);
  const { data, status, failure, retry } = useApiQuery(RouterKeepingDocument, { id: router.routerId });
  return (
    <Dialog size="md" title={`${t('keeping')}: ${router.name}`} onClose={onClose}>
      {status === 'loading' && <Skeleton lines={5} />}
      {status === 'failed' && failure && <ErrorState compact failure={failure} onRetry={retry} />}
      {data && <KeepingForm router={router} api={data.router.options.api} onClose={onClose} />}
    </Dialog>
  );
}

function KeepingForm({ router, api, onClose }: { router: FleetRow; api: Api; onClose: () => void }) {
  const t = useTexts(routerDriftTexts);
  const command = useMutationCommand(SetRouterKeepingDocument, {
    onDone: () => {
      onClose();
      showToast({ message: t('saved') });
    },
  });
  const { form, onSubmit, failure, running } = useCommandForm<KeepingValues, unknown, ReturnType<typeof keepingInput>>(
    command,
    keepingValues(router, api),
    (values) => keepingInput(router, api, values),
  );
  return (
    <Form
      form={form}
      onSubmit={onSubmit}
      failure={failure}
      labels={{ mode: t('mode'), way: t('way'), compareMinutes: t('minutes'), from: t('from'), to: t('to') }}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" tone="primary" busy={running}>
            {t('save')}
          </Button>
        </>
      }
    >
      <Stack gap="sm">
        <Text tone="secondary">{t('keepingLead')}</Text>
        <SelectField
          name="mode"
          label={t('mode')}
          choices={[{ value: '', label: t('notAtAll') }, ...modes.map((value) => ({ value, label: t(value) }))]}
        />
        <SelectField name="way" label={t('way')} choices={ways.map((value) => ({ value, label: t(value) }))} />
        <SelectField
          name="shaping"
          label={t('shaping')}
          choices={shapings.map((value) => ({ value, label: t(`shape_${value}`) }))}
        />
        <NumberField name="compareMinutes" label={t('minutes')} />
        <Text>{t('window')}</Text>
        <Columns>
          <TextField name="from" label={t('from')} />
          <TextField name="to" label={t('to')} />
        </Columns>
        <SwitchField name="keepLists" label={t('keepLists')} />
        <SwitchField name="adoptImported" label={t('adoptImported')} />
      </Stack>
    </Form>
  );
}
