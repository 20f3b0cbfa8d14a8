import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultOf } from './floors.mjs';

const root = join(import.meta.dirname, '../..');
const fault = (file: string, specifier: string): string | undefined => faultOf(join(root, file), specifier);

describe('the floors', () => {
  it.each([
    ['libs/crm/src/app/open-customer.ts', '@demarc/billing', 'not in the package.json'],
    ['libs/platform/commands/src/act.ts', '@demarc/crm', 'not in the package.json'],
    ['libs/billing/src/app/runs/issue-run.job.ts', '@demarc/crm/src/data/customer.entity', 'past the face'],
    ['libs/billing/src/app/runs/issue-run.job.ts', '../../../../crm/src/index.js', 'reaches into another package'],
    ['libs/billing/src/domain/prorate.ts', '@demarc/persistence', 'imports only itself and the kernel'],
    ['libs/billing/src/domain/prorate.ts', 'typeorm', 'imports only itself and the kernel'],
    ['libs/billing/src/domain/prorate.ts', 'node:fs', 'imports only itself and the kernel'],
    ['libs/billing/src/domain/prorate.ts', '../app/record-payment.js', 'may not import "app"'],
    ['libs/billing/src/data/invoice.entity.ts', '../app/record-payment.js', 'may not import "app"'],
    ['libs/billing/src/app/payments/record-payment.ts', '../../api/payment.resolver.js', 'may not import "api"'],
    ['libs/billing/src/gateways/stripe/stripe.adapter.ts', '../../api/payment.resolver.js', 'may not import "api"'],
    ['libs/billing/src/app/payments/record-payment.ts', '../../index.js', 'its own face'],
    ['apps/admin/src/main.tsx', '@mantine/core', 'only libs/web/ui'],
    ['apps/admin/src/main.tsx', '@demarc/billing', 'may not import'],
    ['libs/web/api/src/client.ts', '@demarc/ui', 'may not import'],
    ['libs/networking/src/app/radius-role.ts', '../../../../tools/sim-nas/sim-nas.ts', 'reaches into another package'],
    ['libs/networking/test/login.int.spec.ts', '../../../tools/demarc/demarc.ts', 'reaches into another package'],
  ])('refuse %s importing %s', (file, specifier, reason) => {
    expect(fault(file, specifier)).toContain(reason);
  });

  it.each([
    ['libs/billing/src/app/payments/record-payment.ts', '@demarc/crm'],
    ['libs/billing/src/app/payments/record-payment.ts', '../../domain/allocation.js'],
    ['libs/billing/src/api/payment.resolver.ts', '../app/record-payment.js'],
    ['libs/billing/src/domain/prorate.ts', '@demarc/kernel'],
    ['libs/billing/src/domain/prorate.prop.spec.ts', 'fast-check'],
    ['libs/web/ui/src/shell.tsx', '@mantine/core'],
    ['apps/admin/src/main.tsx', '@demarc/ui'],
    ['libs/networking/test/login.int.spec.ts', '../../../tools/sim-nas/sim-nas.ts'],
  ])('let %s import %s', (file, specifier) => {
    expect(fault(file, specifier)).toBeUndefined();
  });
});
