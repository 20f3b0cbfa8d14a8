import { useTexts } from '@demarc/ui';
import { Guarded } from '../../../frame/guarded';
import { healthTexts } from './health-texts';
import { Messages } from './messages';

export function MessagesScreen() {
  const t = useTexts(healthTexts);
  return (
    <Guarded title={t('title')} needs={['messaging.message.view']}>
      <Messages />
    </Guarded>
  );
}
