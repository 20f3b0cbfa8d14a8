import { useWatch } from 'react-hook-form';
import {
  Button,
  Columns,
  Form,
  Notice,
  NumberField,
  SelectField,
  showToast,
  SidePanel,
  TextField,
  useTexts,
} from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import type { PlanWithPolicy } from './policies.graphql';
import { DefineAccessPolicyDocument } from './policies.graphql';
import { policiesTexts } from './policies-texts';

type Input = VariablesOf<typeof DefineAccessPolicyDocument>['input'];

interface Values {
  readonly downloadKbps: string;
  readonly uploadKbps: string;
  readonly priority: string;
  readonly contention: string;
  readonly guaranteedPercent: string;
  readonly downloadProfile: string;
  readonly uploadProfile: string;
  readonly guaranteedDownloadKbps: string;
  readonly guaranteedUploadKbps: string;
  readonly burstKind: 'none' | 'fixed' | 'relative';
  readonly limitPercent: string;
  readonly thresholdPercent: string;
  readonly burst: {
    readonly downloadKbps: string;
    readonly uploadKbps: string;
    readonly thresholdDownloadKbps: string;
    readonly thresholdUploadKbps: string;
    readonly seconds: string;
  };
}

export function PolicyPanel({ plan, onClose }: { plan: PlanWithPolicy; onClose: () => void }) {
  const t = useTexts(policiesTexts);
  const command = useMutationCommand(DefineAccessPolicyDocument, {
    onDone: () => {
      showToast({ message: t('saved', { name: plan.title }) });
      onClose();
    },
  });
  const { form, onSubmit, failure, running } = useCommandForm<Values, unknown, Input>(
    command,
    firstValues(plan),
    (values) => inputOf(plan.id, values),
  );
  return (
    <SidePanel title={plan.title} description={t('set')} onClose={onClose}>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={{ downloadKbps: t('download'), uploadKbps: t('upload'), priority: t('priorityLabel') }}
        footer={
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button type="submit" tone="primary" busy={running}>
              {t('save')}
            </Button>
          </>
        }
      >
        <Notice family="info">{t('effect')}</Notice>
        <Columns min="sm">
          <NumberField name="downloadKbps" label={t('download')} description={t('kbpsHelp')} />
          <NumberField name="uploadKbps" label={t('upload')} />
          <NumberField name="priority" label={t('priorityLabel')} />
          <NumberField name="contention" label={t('contentionLabel')} />
          <NumberField
            name="guaranteedPercent"
            label={t('guaranteedLabel')}
            description={t('guaranteedHelp')}
            optional
          />
          <NumberField name="guaranteedDownloadKbps" label={t('guaranteedDownload')} optional />
          <NumberField name="guaranteedUploadKbps" label={t('guaranteedUpload')} optional />
        </Columns>
        <SelectField
          name="burstKind"
          label={t('burstKind')}
          choices={[
            { value: 'none', label: t('burstNone') },
            { value: 'fixed', label: t('burstFixed') },
            { value: 'relative', label: t('burstRelative') },
          ]}
        />
        <BurstFields />
        <Columns min="sm">
          <TextField name="downloadProfile" label={t('downloadProfile')} description={t('profileHelp')} optional mono />
          <TextField name="uploadProfile" label={t('uploadProfile')} optional mono />
        </Columns>
      </Form>
    </SidePanel>
  );
}

function BurstFields() {
  const t = useTexts(policiesTexts);
  const kind: unknown = useWatch({ name: 'burstKind' });
  if (kind === 'relative')
    return (
      <Columns min="sm">
        <NumberField name="limitPercent" label={t('limitPercent')} />
        <NumberField name="thresholdPercent" label={t('thresholdPercent')} />
        <NumberField name="burst.seconds" label={t('burstSeconds')} />
      </Columns>
    );
  if (kind !== 'fixed') return null;
  return (
    <Columns min="sm">
      <NumberField name="burst.downloadKbps" label={t('burstDownload')} />
      <NumberField name="burst.uploadKbps" label={t('burstUpload')} />
      <NumberField name="burst.thresholdDownloadKbps" label={t('thresholdDownload')} />
      <NumberField name="burst.thresholdUploadKbps" label={t('thresholdUpload')} />
      <NumberField name="burst.seconds" label={t('burstSeconds')} />
    </Columns>
  );
}

function firstValues({ accessPolicy: policy }: PlanWithPolicy): Values {
  const text = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value));
  return {
    downloadKbps: text(policy?.downloadKbps),
    uploadKbps: text(policy?.uploadKbps),
    priority: text(policy?.priority ?? 5),
    contention: text(policy?.contention ?? 1),
    guaranteedPercent: text(policy?.guaranteedPercent),
    downloadProfile: policy?.downloadProfile ?? '',
    uploadProfile: policy?.uploadProfile ?? '',
    guaranteedDownloadKbps: text(policy?.guaranteedRates?.downloadKbps),
    guaranteedUploadKbps: text(policy?.guaranteedRates?.uploadKbps),
    burstKind: policy?.relativeBurst ? 'relative' : policy?.burst ? 'fixed' : 'none',
    limitPercent: text(policy?.relativeBurst?.limitPercent ?? 50),
    thresholdPercent: text(policy?.relativeBurst?.thresholdPercent ?? 80),
    burst: {
      downloadKbps: text(policy?.burst?.downloadKbps),
      uploadKbps: text(policy?.burst?.uploadKbps),
      thresholdDownloadKbps: text(policy?.burst?.thresholdDownloadKbps),
      thresholdUploadKbps: text(policy?.burst?.thresholdUploadKbps),
      seconds: text(policy?.burst?.seconds ?? policy?.relativeBurst?.seconds ?? 16),
    },
  };
}

function inputOf(planId: string, values: Values): Input {
  const { burst } = values;
  return {
    planId,
    downloadKbps: Number(values.downloadKbps),
    uploadKbps: Number(values.uploadKbps),
    priority: Number(values.priority),
    contention: Number(values.contention),
    ...(values.guaranteedPercent === '' ? {} : { guaranteedPercent: Number(values.guaranteedPercent) }),
    ...(values.downloadProfile === '' ? {} : { downloadProfile: values.downloadProfile }),
    ...(values.uploadProfile === '' ? {} : { uploadProfile: values.uploadProfile }),
    ...(values.guaranteedDownloadKbps === '' || values.guaranteedUploadKbps === ''
      ? {}
      : {
          guaranteedRates: {
            downloadKbps: Number(values.guaranteedDownloadKbps),
            uploadKbps: Number(values.guaranteedUploadKbps),
          },
        }),
    ...(values.burstKind === 'relative'
      ? {
          relativeBurst: {
            limitPercent: Number(values.limitPercent),
            thresholdPercent: Number(values.thresholdPercent),
            seconds: Number(burst.seconds),
          },
        }
      : {}),
    ...(values.burstKind === 'fixed'
      ? {
          burst: {
            downloadKbps: Number(burst.downloadKbps),
            uploadKbps: Number(burst.uploadKbps),
            thresholdDownloadKbps: Number(burst.thresholdDownloadKbps),
            thresholdUploadKbps: Number(burst.thresholdUploadKbps),
            seconds: Number(burst.seconds),
          },
        }
      : {}),
  };
}
