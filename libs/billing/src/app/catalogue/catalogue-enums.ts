import { words } from '../settings/enums.js';

export const PriceChangeStatusEnum = words('PriceChangeStatus', 'How far a change of prices is.', {
  applying: 'Services are being changed.',
  applied: 'All of them are dealt with.',
});
export const PriceChangeItemStateEnum = words('PriceChangeItemState', 'What came of a change for one service.', {
  waiting: 'Not dealt with yet.',
  done: 'Changed.',
  skipped: 'Left as it is: it became another in the meantime.',
});
export const PlanMoveStatusEnum = words('PlanMoveStatus', 'How far a change of plan for many customers is.', {
  preparing: 'The preview is being worked out.',
  ready: 'The preview can be looked at and confirmed.',
  applying: 'Services are being changed.',
  applied: 'All of them are dealt with.',
});
export const PlanMoveItemStateEnum = words('PlanMoveItemState', 'Where one service of such a change stands.', {
  waiting: 'Not worked out yet.',
  ready: 'Can be changed, as previewed.',
  refused: 'Cannot be changed: the text says why.',
  changed: 'Changed.',
  failed: 'Was not changed: the text says why.',
});
export const MoveLineKindEnum = words('PlanMoveLineKind', 'What a line of a change is.', {
  credit: 'Given back for unused days.',
  fee: 'The fee of the change.',
  charge: 'Charged for the new plan.',
});
