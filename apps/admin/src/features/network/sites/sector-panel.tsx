import { Button, Columns, Form, NumberField, SelectField, showToast, SidePanel, TextField, useTexts } from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand } from '@demarc/web-kit';
import { RoutersDocument } from '../routers/routers.graphql';
import { RetireSectorDocument, SaveSectorDocument, type Sector, type Site } from './sites.graphql';
import { sitesTexts } from './sites-texts';

interface Values {
  readonly siteId: string;
  readonly name: string;
  readonly routerId: string;
  readonly interfaceName: string;
  readonly downloadKbps: string;
  readonly uploadKbps: string;
}

export interface SectorPanelProps {
  readonly sector: Sector | null;
  readonly sites: readonly Site[];
  readonly onClose: () => void;
}

export function SectorPanel({ sector, sites, onClose }: SectorPanelProps) {
  const t = useTexts(sitesTexts);
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  const number = (text: string): number | null => (text === '' ? null : Number(text));
  const routers = useApiQuery(RoutersDocument, {}).data?.routers ?? [];
  const command = useMutationCommand(SaveSectorDocument, {
    onDone: ({ saveSector }) => {
      showToast({ message: t('saved', { name: saveSector.name }) });
      onClose();
    },
  });
  const retire = useMutationCommand(RetireSectorDocument, {
    onDone: () => {
      showToast({ message: t('retired') });
      onClose();
    },
  });
  const { form, onSubmit, failure, running } = useCommandForm<Values, unknown, Parameters<typeof command.run>[0]>(
    command,
    {
      siteId: sector?.siteId ?? sites[0]?.id ?? '',
      name: sector?.name ?? '',
      routerId: sector?.routerId ?? '',
      interfaceName: sector?.interfaceName ?? '',
      downloadKbps: sector?.downloadKbps?.toString() ?? '',
      uploadKbps: sector?.uploadKbps?.toString() ?? '',
    },
    (values) => ({
      ...(sector === null ? {} : { sectorId: sector.id, revision: sector.revision }),
      siteId: values.siteId,
      name: values.name.trim(),
      routerId: orNull(values.routerId),
      interfaceName: orNull(values.interfaceName),
      downloadKbps: number(values.downloadKbps),
      uploadKbps: number(values.uploadKbps),
    }),
  );
  return (
    <SidePanel title={sector === null ? t('addSector') : sector.name} onClose={onClose}>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure ?? retire.failure}
        labels={{ name: t('name'), siteId: t('site'), downloadKbps: t('download'), uploadKbps: t('upload') }}
        footer={
          <>
            {sector !== null && (
              <Button busy={retire.running} onClick={() => void retire.run({ id: sector.id })}>
                {t('retire')}
              </Button>
            )}
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button type="submit" tone="primary" busy={running}>
              {t('save')}
            </Button>
          </>
        }
      >
        <SelectField
          name="siteId"
          label={t('site')}
          choices={sites.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextField name="name" label={t('name')} maxLength={200} autoFocus />
        <Columns>
          <SelectField
            name="routerId"
            label={t('router')}
            optional
            choices={[
              { value: '', label: t('noRouter') },
              ...routers.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <TextField name="interfaceName" label={t('interfaceName')} optional mono />
          <NumberField name="downloadKbps" label={t('download')} description={t('capacityHelp')} optional />
          <NumberField name="uploadKbps" label={t('upload')} description={t('capacityHelp')} optional />
        </Columns>
      </Form>
    </SidePanel>
  );
}
