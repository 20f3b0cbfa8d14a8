import { expect, it } from 'vitest';
import { placedNodes } from './node-order';
import type { NodeLoad } from './shapers.graphql';

function load(id: string, name: string, parent: string | null): NodeLoad {
  return {
    node: {
      id,
      kind: 'SITE',
      name,
      parent: parent === null ? null : { id: parent },
      downloadKbps: null,
      uploadKbps: null,
    },
    circuits: 0,
    soldDownloadKbps: 0,
    soldUploadKbps: 0,
    guaranteedDownloadKbps: 0,
    guaranteedUploadKbps: 0,
    isAssumed: true,
    oversubscription: null,
  };
}

it('puts what hangs on a part below it, and at the top what hangs on a part that is not shown', () => {
  const placed = placedNodes([
    load('3', 'South', '1'),
    load('1', 'Hill', null),
    load('2', 'North', '1'),
    load('4', 'Lost', '9'),
  ]);
  expect(placed.map(({ load: { node }, depth }) => `${depth} ${node.name}`)).toEqual([
    '0 Hill',
    '1 North',
    '1 South',
    '0 Lost',
  ]);
});
