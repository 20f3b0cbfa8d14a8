export {
  createApiClient,
  type ApiClient,
  type ApiClientSettings,
  type CallOptions,
  type TypedDocument,
} from './api/api-client';
export { ApiError, asFailure, isApiError, type FieldFault } from './api/api-error';
export { ApiProvider, useApi } from './api/api-context';
export { createQueryClient } from './api/query-client';
export {
  apiKey,
  useApiPages,
  useApiQuery,
  type ApiPage,
  type ApiPagesSettings,
  type ApiQuery,
  type ApiQueryOptions,
} from './api/use-api-query';

export { plainSearch, type PlainSearch } from './url/plain-search';
export { useRouterLinks } from './url/use-router-links';
export { useGridUrlState, useUrlParam, useUrlSearch, type UrlSearch } from './url/use-url-state';

export {
  showFaults,
  useCommand,
  useMutationCommand,
  type CommandSettings,
  type CommandState,
} from './command/use-command';
export { useCommandForm, type CommandForm } from './command/use-command-form';
export { useCommandPreview, type CommandPreview, type PreviewSettings } from './command/use-command-preview';
export { newKey } from './command/new-key';

export { SessionProvider, useSession, type SessionState } from './session/session-context';
export type { CustomerPerson, Session, StaffPerson } from './session/session';

export { SessionGate, type SessionGateProps } from './sign-in/session-gate';
export { SignInScreen, type SignInScreenProps } from './sign-in/sign-in-screen';
export { ResetRequestScreen, SetPasswordScreen } from './sign-in/link-screens';
export { EnrolStep, RecoveryCodes } from './sign-in/enrol-step';
export { signInTexts } from './sign-in/sign-in-texts';
export { StatementEnds, StatementEntries } from './statement/statement-entries';
export { type Statement, StatementFields } from './statement/statement.graphql';
