import { lazy, Suspense } from 'react';
import type { PanelProps } from './panel-props';

const PayPanel = lazy(async () => ({ default: (await import('../payments/pay-panel')).PayPanel }));
const AddServicePanel = lazy(async () => ({
  default: (await import('../services/add-service-panel')).AddServicePanel,
}));
const ChangePlanPanel = lazy(async () => ({
  default: (await import('../services/change-plan-panel')).ChangePlanPanel,
}));
const EndServicePanel = lazy(async () => ({
  default: (await import('../services/end-service-panel')).EndServicePanel,
}));
const PauseServicePanel = lazy(async () => ({
  default: (await import('../services/pause-service-panel')).PauseServicePanel,
}));
const RenewContractPanel = lazy(async () => ({
  default: (await import('../services/renew-contract-panel')).RenewContractPanel,
}));
const UndoChangePanel = lazy(async () => ({
  default: (await import('../services/undo-change-panel')).UndoChangePanel,
}));
const EditServicePanel = lazy(async () => ({
  default: (await import('../services/edit-service-panel')).EditServicePanel,
}));
const AccountPanel = lazy(async () => ({ default: (await import('../billing/account-panel')).AccountPanel }));
const ExemptionPanel = lazy(async () => ({ default: (await import('../billing/exemption-panel')).ExemptionPanel }));
const DiscountsPanel = lazy(async () => ({ default: (await import('../discounts/discounts-panel')).DiscountsPanel }));
const TakeDepositPanel = lazy(async () => ({
  default: (await import('../billing/take-deposit-panel')).TakeDepositPanel,
}));
const StatementPanel = lazy(async () => ({ default: (await import('../billing/statement-panel')).StatementPanel }));
const SubAccountPanel = lazy(async () => ({
  default: (await import('../sub-accounts/sub-account-panel')).SubAccountPanel,
}));
const HoldPanel = lazy(async () => ({ default: (await import('./hold-panel')).HoldPanel }));
const PromisePanel = lazy(async () => ({ default: (await import('./promise-panel')).PromisePanel }));
const ProtectPanel = lazy(async () => ({ default: (await import('./protect-panel')).ProtectPanel }));
const PasswordPanel = lazy(async () => ({ default: (await import('./password-panel')).PasswordPanel }));
const AccessPanel = lazy(async () => ({ default: (await import('../network/access-panel')).AccessPanel }));
const OwnFieldsPanel = lazy(async () => ({ default: (await import('../details/own-fields-panel')).OwnFieldsPanel }));

/** The panel that the address names: `pay`, `change-plan:<service>`. An unknown one opens nothing. */
export function CustomerPanels({ panel, ...props }: PanelProps & { readonly panel: string }) {
  return <Suspense fallback={null}>{panelOf(panel, props)}</Suspense>;
}

function panelOf(panel: string, props: PanelProps) {
  const [name, recordId = ''] = panel.split(':');
  const service = (props.loaded.customer.services ?? []).find(({ id }) => id === recordId);
  switch (name) {
    case 'pay':
      return <PayPanel {...props} />;
    case 'hold':
      return <HoldPanel {...props} />;
    case 'take-deposit':
      return <TakeDepositPanel {...props} />;
    case 'promise':
      return <PromisePanel {...props} />;
    case 'protect':
      return <ProtectPanel {...props} />;
    case 'password':
      return <PasswordPanel {...props} />;
    case 'own-fields':
      return <OwnFieldsPanel {...props} />;
    case 'add-service':
      return <AddServicePanel {...props} />;
    case 'access':
      return service === undefined ? null : <AccessPanel service={service} onClose={props.onClose} />;
    case 'change-plan':
      return service === undefined ? null : <ChangePlanPanel {...props} service={service} />;
    case 'pause-service':
      return service === undefined ? null : <PauseServicePanel {...props} service={service} />;
    case 'renew-contract':
      return service === undefined ? null : <RenewContractPanel service={service} onClose={props.onClose} />;
    case 'undo-change':
      return <UndoChangePanel {...props} planChangeId={recordId} />;
    case 'edit-service':
      return service === undefined ? null : <EditServicePanel {...props} service={service} />;
    case 'billing-settings':
      return props.loaded.customer.account ? <AccountPanel {...props} account={props.loaded.customer.account} /> : null;
    case 'statement':
      return <StatementPanel {...props} />;
    case 'sub-account':
      return <SubAccountPanel {...props} />;
    case 'tax-exemption':
      return <ExemptionPanel {...props} />;
    case 'discounts':
      return service === undefined ? null : <DiscountsPanel {...props} service={service} />;
    case 'end-service':
      return service === undefined ? null : <EndServicePanel {...props} service={service} />;
    default:
      return null;
  }
}
