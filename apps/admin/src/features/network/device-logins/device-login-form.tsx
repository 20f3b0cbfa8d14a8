import { Plus, Trash2 } from 'lucide-react';
import { type Control, useFieldArray } from 'react-hook-form';
import {
  Button,
  Columns,
  Form,
  IconButton,
  LookupField,
  Section,
  SelectField,
  Stack,
  Text,
  TextField,
  useTexts,
} from '@demarc/ui';
import { type CommandState, useApiQuery, useCommandForm, useSession } from '@demarc/web-kit';
import { type DeviceLoginValues, deviceLevels, firstDeviceLoginValues } from './device-login-values';
import { type DeviceLogin, DevicePlacesDocument } from './device-logins.graphql';
import { deviceLoginTexts } from './device-logins-texts';

const most = 50;

interface FormProps<Output, Input> {
  readonly lead: string;
  readonly name: string;
  readonly known: DeviceLogin | null;
  readonly command: CommandState<Output, Input>;
  readonly inputOf: (values: DeviceLoginValues) => Input;
  readonly submit: string;
  readonly onClose: () => void;
}

/** What somebody may do on which devices; stands in their record, where the panel is open already. */
export function DeviceLoginForm<Output, Input>(props: FormProps<Output, Input>) {
  const { lead, name, known, command, inputOf, submit, onClose } = props;
  const t = useTexts(deviceLoginTexts);
  const filled = useCommandForm<DeviceLoginValues, Output, Input>(
    command,
    firstDeviceLoginValues(known, name),
    inputOf,
  );
  return (
    <Stack gap="sm">
      <Text tone="secondary">{lead}</Text>
      <Form
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ login: t('login'), level: t('level'), places: t('place') }}
        footer={
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button type="submit" tone="primary" busy={filled.running}>
              {submit}
            </Button>
          </>
        }
      >
        <Columns>
          <TextField
            name="login"
            label={t('login')}
            description={t('loginHelp')}
            mono
            autoComplete="off"
            maxLength={32}
            autoFocus
          />
          <SelectField
            name="level"
            label={t('level')}
            description={t('levelHelp')}
            optional
            choices={[{ value: '', label: t('nothing') }, ...deviceLevels.map((value) => ({ value, label: t(value) }))]}
          />
        </Columns>
        <Places control={filled.form.control} />
      </Form>
    </Stack>
  );
}

function Places({ control }: { control: Control<DeviceLoginValues> }) {
  const t = useTexts(deviceLoginTexts);
  const { can } = useSession();
  const { data } = useApiQuery(DevicePlacesDocument, {
    routers: can('networking.router.view'),
    sites: can('networking.site.view'),
  });
  const { fields, append, remove } = useFieldArray({ control, name: 'places' });
  const choices = [
    ...(data?.routers ?? [])
      .filter(({ active }) => active)
      .map(({ id, name }) => ({ value: `router:${id}`, label: t('router', { name }) })),
    ...(data?.sites ?? []).map(({ id, name }) => ({ value: `site:${id}`, label: t('site', { name }) })),
  ];
  return (
    <Stack>
      {fields.map(({ id }, at) => (
        <Section
          key={id}
          level={3}
          title={t('line', { at: at + 1 })}
          actions={
            <IconButton
              size="small"
              label={t('removePlace', { at: at + 1 })}
              icon={<Trash2 size={14} aria-hidden="true" />}
              onClick={() => remove(at)}
            />
          }
        >
          <Columns>
            <LookupField name={`places.${at}.place`} label={t('place')} choices={choices} />
            <SelectField
              name={`places.${at}.level`}
              label={t('levelThere')}
              choices={deviceLevels.map((value) => ({ value, label: t(value) }))}
            />
          </Columns>
        </Section>
      ))}
      {choices.length > 0 && fields.length < most && (
        <div>
          <Button
            size="small"
            icon={<Plus size={14} aria-hidden="true" />}
            onClick={() => append({ place: null, level: 'READ' })}
          >
            {t('addPlace')}
          </Button>
          {fields.length > 0 && (
            <Text tone="secondary" size="small">
              {t('placeHelp')}
            </Text>
          )}
        </div>
      )}
    </Stack>
  );
}
