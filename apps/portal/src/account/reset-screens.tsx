import { ResetRequestScreen, SetPasswordScreen } from '@demarc/web-kit';
import { PRODUCT } from '../frame/brand';

export function ResetScreen() {
  return <ResetRequestScreen kind="customer" brand={PRODUCT} signInHref="/" />;
}

export function NewPasswordScreen() {
  return <SetPasswordScreen path="/auth/customer/reset/confirm" brand={PRODUCT} signInHref="/" />;
}
