import type { Actor } from '@demarc/access';
import { expect, it } from 'vitest';
import { requireWholePicture } from './read-shaper-feed.query.js';

const staff = { kind: 'staff', id: 's-1', name: 'Staff', permissions: new Set<string>(), partners: 'all' };

it('who reaches only customers of their own sees no network of all; a key says by its right what it may', () => {
  expect(() => requireWholePicture(staff as unknown as Actor)).toThrow(
    'Your role reaches the customers that you added',
  );
  expect(() => requireWholePicture({ ...staff, kind: 'api_key' } as unknown as Actor)).not.toThrow();
});
