import { UiLink, useFormat, useTexts } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import { homeTexts } from './home-texts';

/** From a box of a home to the report behind it, for those who may read it. */
export function ReportLink({ href }: { href: string }) {
  const t = useTexts(homeTexts);
  const { can } = useSession();
  return can('reporting.report.view') ? <UiLink href={href}>{t('seeReport')}</UiLink> : null;
}

/** A share as the server worked it out; a dash where there was nothing to divide by. */
export function Percent({ value }: { value: string | null }) {
  const format = useFormat();
  if (value === null) return <span className="dm-none">–</span>;
  return <span className="dm-num">{`${format.decimal(value)} %`}</span>;
}
