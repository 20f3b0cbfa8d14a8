import { declarePermissions } from '@demarc/access';

export const OpsPermissions = declarePermissions('ops', {
  'job.view': {
    sentence: 'See the background work: what waits, what runs, what failed and why.',
    roles: ['administrator', 'engineer'],
  },
  'job.manage': {
    sentence: 'Have failed background work tried again, or give it up.',
    roles: ['administrator', 'engineer'],
  },
});
