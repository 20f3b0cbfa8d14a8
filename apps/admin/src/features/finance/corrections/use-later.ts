import { useEffect, useState } from 'react';

/** A value once it has stood still: what a person types is asked for when they pause. */
export function useLater<Value>(value: Value, milliseconds = 250): Value {
  const [settled, setSettled] = useState(value);
  const key = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(key) as Value), milliseconds);
    return () => clearTimeout(timer);
  }, [key, milliseconds]);
  return settled;
}
