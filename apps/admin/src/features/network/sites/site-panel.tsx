import {
  Button,
  Columns,
  Form,
  NumberField,
  SelectField,
  showToast,
  SidePanel,
  TextAreaField,
  TextField,
  useTexts,
} from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import { RetireSiteDocument, SaveSiteDocument, type Site } from './sites.graphql';
import { usePlaces } from '../use-places';
import { sitesTexts } from './sites-texts';

interface Values {
  readonly name: string;
  readonly address: string;
  readonly latitude: string;
  readonly longitude: string;
  readonly notes: string;
  readonly downloadKbps: string;
  readonly uploadKbps: string;
  readonly partnerId: string;
  readonly locationId: string;
}

export function SitePanel({ site, onClose }: { site: Site | null; onClose: () => void }) {
  const t = useTexts(sitesTexts);
  const { partners, locations } = usePlaces();
  const orNull = (text: string): string | null => (text === '' ? null : text);
  const degrees = (text: string): number | null => (text.trim() === '' ? null : Number(text.replace(',', '.')));
  const kbps = (text: string): number | null => (text === '' ? null : Number(text));
  const command = useMutationCommand(SaveSiteDocument, {
    onDone: ({ saveSite }) => {
      showToast({ message: t('saved', { name: saveSite.name }) });
      onClose();
    },
  });
  const retire = useMutationCommand(RetireSiteDocument, {
    onDone: () => {
      showToast({ message: t('retired') });
      onClose();
    },
  });
  const { form, onSubmit, failure, running } = useCommandForm<Values, unknown, Parameters<typeof command.run>[0]>(
    command,
    {
      name: site?.name ?? '',
      address: site?.address ?? '',
      latitude: site?.latitude?.toString() ?? '',
      longitude: site?.longitude?.toString() ?? '',
      notes: site?.notes ?? '',
      downloadKbps: site?.downloadKbps?.toString() ?? '',
      uploadKbps: site?.uploadKbps?.toString() ?? '',
      partnerId: site?.partnerId ?? '',
      locationId: site?.locationId ?? '',
    },
    (values) => ({
      ...(site === null ? {} : { siteId: site.id, revision: site.revision }),
      partnerId: orNull(values.partnerId),
      locationId: orNull(values.locationId),
      name: values.name.trim(),
      address: values.address.trim(),
      latitude: degrees(values.latitude),
      longitude: degrees(values.longitude),
      notes: values.notes.trim(),
      downloadKbps: kbps(values.downloadKbps),
      uploadKbps: kbps(values.uploadKbps),
    }),
  );
  return (
    <SidePanel title={site === null ? t('addSite') : site.name} onClose={onClose}>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure ?? retire.failure}
        labels={{ name: t('name'), latitude: t('latitude'), longitude: t('longitude') }}
        footer={
          <>
            {site !== null && (
              <Button busy={retire.running} onClick={() => void retire.run({ id: site.id })}>
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
        <TextField name="name" label={t('name')} maxLength={200} autoFocus />
        <TextField name="address" label={t('address')} optional />
        <Columns>
          <TextField name="latitude" label={t('latitude')} description={t('latitudeHelp')} optional mono />
          <TextField name="longitude" label={t('longitude')} description={t('longitudeHelp')} optional mono />
          {locations.length > 0 && (
            <SelectField
              name="locationId"
              label={t('location')}
              description={t('locationHelp')}
              optional
              choices={[{ value: '', label: t('none') }, ...locations]}
            />
          )}
          {partners.length > 1 && (
            <SelectField
              name="partnerId"
              label={t('partner')}
              optional
              choices={[{ value: '', label: t('everyPartner') }, ...partners]}
            />
          )}
        </Columns>
        <Columns>
          <NumberField name="downloadKbps" label={t('download')} description={t('capacityHelp')} optional />
          <NumberField name="uploadKbps" label={t('upload')} optional />
        </Columns>
        <TextAreaField name="notes" label={t('notes')} optional rows={3} />
      </Form>
    </SidePanel>
  );
}
