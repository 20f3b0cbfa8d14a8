import { CenterCard, useTexts } from '@demarc/ui';
import type { ReactNode } from 'react';
import { useSession } from '../session/session-context';
import { EnrolStep } from './enrol-step';
import { PasswordStep } from './password-step';
import { signInTexts } from './sign-in-texts';
import { TotpStep } from './totp-step';

export interface SignInScreenProps {
  readonly kind: 'staff' | 'customer';
  readonly brand: ReactNode;
  readonly forgotHref?: string;
  readonly footer?: ReactNode;
}

/** Shows the step that the server wants next. Who is signed in sees the app instead; see `SessionGate`. */
export function SignInScreen({ kind, brand, forgotHref, footer }: SignInScreenProps) {
  const t = useTexts(signInTexts);
  const { session, refresh } = useSession();
  const next = () => void refresh();
  const step = session.kind === 'staff' && kind === 'staff' ? session.state : 'password';
  if (step === 'totp_needed') {
    return (
      <CenterCard brand={brand} title={t('totpTitle')} footer={footer}>
        <TotpStep onDone={next} />
      </CenterCard>
    );
  }
  if (step === 'totp_enrolment_needed') {
    return (
      <CenterCard brand={brand} title={t('enrolTitle')} footer={footer}>
        <EnrolStep onDone={next} />
      </CenterCard>
    );
  }
  return (
    <CenterCard brand={brand} title={t('title')} footer={footer}>
      <PasswordStep kind={kind} onDone={next} {...(forgotHref === undefined ? {} : { forgotHref })} />
    </CenterCard>
  );
}
