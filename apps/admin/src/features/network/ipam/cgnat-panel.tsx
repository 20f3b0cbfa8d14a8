import { Button, Form, NumberField, SelectField, showToast, SidePanel, TextField, useTexts } from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand, useSession } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { PoolRoutersDocument } from '../pools/pools.graphql';
import { DefineCgnatMapDocument } from './cgnat.graphql';
import { cgnatTexts } from './cgnat-texts';

type Input = VariablesOf<typeof DefineCgnatMapDocument>['input'];

const modes = ['DETERMINISTIC', 'DYNAMIC'] as const;
const layouts = ['SLICES', 'CONSECUTIVE'] as const;

interface Values {
  readonly name: string;
  readonly mode: (typeof modes)[number];
  readonly layout: (typeof layouts)[number];
  readonly inside: string;
  readonly outside: string;
  readonly firstPort: string;
  readonly lastPort: string;
  readonly blockPorts: string;
  readonly routerId: string;
}

const empty: Values = {
  name: '',
  mode: 'DETERMINISTIC',
  layout: 'SLICES',
  inside: '',
  outside: '',
  firstPort: '1024',
  lastPort: '65535',
  blockPorts: '2016',
  routerId: '',
};

export function CgnatPanel({ onClose }: { onClose: () => void }) {
  const t = useTexts(cgnatTexts);
  const { can } = useSession();
  const { data } = useApiQuery(PoolRoutersDocument, {}, { enabled: can('networking.router.view') });
  const command = useMutationCommand(DefineCgnatMapDocument, {
    onDone: () => {
      showToast({ message: t('added') });
      onClose();
    },
  });
  const { form, onSubmit, failure, running } = useCommandForm<Values, unknown, Input>(
    command,
    empty,
    ({ firstPort, lastPort, blockPorts, routerId, ...rest }) => ({
      ...rest,
      firstPort: Number(firstPort),
      lastPort: Number(lastPort),
      blockPorts: Number(blockPorts),
      ...(routerId === '' ? {} : { routerId }),
    }),
  );
  const routers = (data?.routers ?? []).filter(({ active }) => active);
  return (
    <SidePanel title={t('create')} onClose={onClose}>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={{
          name: t('name'),
          inside: t('inside'),
          outside: t('outside'),
          blockPorts: t('blockPorts'),
          lastPort: t('lastPort'),
        }}
        footer={
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button type="submit" tone="primary" busy={running}>
              {t('add')}
            </Button>
          </>
        }
      >
        <TextField name="name" label={t('name')} autoFocus />
        <TextField name="inside" label={t('inside')} description={t('insideHelp')} mono />
        <TextField name="outside" label={t('outside')} description={t('outsideHelp')} mono />
        <SelectField name="mode" label={t('mode')} choices={modes.map((value) => ({ value, label: t(value) }))} />
        <SelectField name="layout" label={t('layout')} choices={layouts.map((value) => ({ value, label: t(value) }))} />
        <NumberField name="firstPort" label={t('firstPort')} />
        <NumberField name="lastPort" label={t('lastPort')} />
        <NumberField name="blockPorts" label={t('blockPorts')} />
        {routers.length > 0 && (
          <SelectField
            name="routerId"
            label={t('router')}
            optional
            choices={[
              { value: '', label: t('anyRouter') },
              ...routers.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
      </Form>
    </SidePanel>
  );
}
