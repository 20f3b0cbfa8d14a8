import type { VariablesOf } from '@demarc/web-api';
import { type CustomFormValues, givenCustomValues } from '../custom-field-inputs';
import type { EditServiceDocument } from './add-service.graphql';

type EditInput = VariablesOf<typeof EditServiceDocument>['input'];

/** What a service is besides its price: its number, its place, and the operator's own fields. */
export interface OwnServiceValues {
  readonly voiceNumber: string;
  readonly voiceDirection: 'BOTH' | 'INCOMING' | 'OUTGOING';
  readonly voiceDevice: string;
  readonly gps: string;
  readonly customFields: CustomFormValues;
}

export const directions = ['BOTH', 'INCOMING', 'OUTGOING'] as const;

export const emptyOwn: OwnServiceValues = {
  voiceNumber: '',
  voiceDirection: 'BOTH',
  voiceDevice: '',
  gps: '',
  customFields: {},
};

/** What was filled in; what is empty is left out. */
export function ownServiceInput(
  values: OwnServiceValues,
  isVoice: boolean,
): Pick<EditInput, 'voice' | 'gps' | 'customFields'> {
  const { voiceNumber, voiceDirection: direction, voiceDevice, gps, customFields } = values;
  const number = voiceNumber.replaceAll(/[\s()/-]/g, '');
  const device = voiceDevice.trim();
  return {
    ...(isVoice && number !== '' ? { voice: { number, direction, ...(device === '' ? {} : { device }) } } : {}),
    ...(gps.trim() === '' ? {} : { gps: gps.trim() }),
    ...(Object.keys(customFields).length === 0 ? {} : { customFields: givenCustomValues(customFields) }),
  };
}
