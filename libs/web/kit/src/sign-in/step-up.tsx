import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useApi } from '../api/api-context';

const StepUpDialog = lazy(async () => ({ default: (await import('./step-up-dialog')).StepUpDialog }));

type Answer = (confirmed: boolean) => void;

/** Stands by inside the app: when an act is refused for want of a fresh sign-in, it asks, and the act is repeated. */
export function StepUp() {
  const api = useApi();
  const waiting = useRef<Answer[]>([]);
  const [asking, setAsking] = useState(false);
  useEffect(
    () =>
      api.onFreshSignInNeeded(
        () =>
          new Promise((answer) => {
            waiting.current.push(answer);
            setAsking(true);
          }),
      ),
    [api],
  );
  const settle = (confirmed: boolean) => {
    setAsking(false);
    for (const answer of waiting.current.splice(0)) answer(confirmed);
  };
  return asking ? (
    <Suspense fallback={null}>
      <StepUpDialog onSettled={settle} />
    </Suspense>
  ) : null;
}
